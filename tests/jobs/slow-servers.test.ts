import { createServer, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { functions } from "@/inngest/functions";
import { startExecutor } from "@/inngest/local/executor";
import { sharing } from "@/inngest/sharing";
import type { Ctx } from "@/lib/context";
import { openDb } from "@/lib/db/client";
import { inngest } from "@/lib/jobs/client";
import { sendRunRequested } from "@/lib/jobs/send";
import { localSigningKey } from "@/lib/jobs/signing-key";
import { createLog } from "@/lib/log";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { cancelRun } from "@/lib/runs/finish-run";
import { requestRun } from "@/lib/runs/request-run";
import { testDb } from "../support/db";
import { NO_GUARDS, queueFile } from "../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../support/tenant";
import { until } from "../support/until";

// What one customer's servers do to the others: nothing, however slowly they send.

const { sql, url } = testDb();
const FILE = "ID,Email,First name,Last name,Mobile\n1,ann@x.io,Ann,Lee,\n";

const drips = new Set<Socket>();
/** An SSH server that announces a packet of 32 KB, and sends a byte of it each second for as long as anyone listens. */
const dripping = createServer((socket) => {
  drips.add(socket);
  socket.on("error", () => {});
  socket.write("SSH-2.0-slow\r\n");
  socket.write(Buffer.from([0, 0, 0x80, 0x04]));
  const drip = setInterval(() => socket.write("\0"), 1_000);
  socket.on("close", () => clearInterval(drip));
});
await new Promise<void>((listening) => dripping.listen(0, "127.0.0.1", listening));
const address = dripping.address();
const port = typeof address === "object" && address ? address.port : 0;
const pool = openDb(url, { max: 4, name: "slow" });
const executor = await startExecutor({
  client: inngest,
  functions,
  signingKey: localSigningKey(),
  db: pool,
  log: createLog("slow"),
  settings: { sharing, pollMs: 100 },
});

afterAll(async () => {
  for (const socket of drips) socket.destroy();
  dripping.close();
  await executor.stop(5_000);
  await pool.$client.end({ timeout: 1 });
});

test("sixteen slow servers of two strangers keep neither another customer's runs nor the schedules waiting", async () => {
  const slow: { ws: Awaited<ReturnType<typeof mintWorkspace>>; runId: string }[] = [];
  for (const _stranger of [1, 2]) {
    const { ctx } = await mintTenant();
    slow.push(...(await Promise.all(Array.from({ length: 8 }, () => slowRun(ctx)))));
  }
  await until(async () => drips.size >= 8);

  const customer = await mintWorkspace((await mintTenant()).ctx);
  const runs: string[] = [];
  for (let n = 0; n < 3; n++) {
    const sync = await mintSync(customer, { guardSettings: NO_GUARDS });
    const ref = await queueFile(customer, sync.id, FILE.replace("ann@", `ann${n}@`));
    runs.push(ref.runId);
    await sendRunRequested(ref, 0);
  }
  await sql`update job_crons set next_at = now() where id like 'rollcall-sync-sweep %'`;
  await until(async () => {
    const rows = await sql`select 1 from runs where id = any(${runs}) and state = 'succeeded'`;
    const swept =
      await sql`select 1 from job_runs where function_id = 'rollcall-sync-sweep' and state = 'completed'`;
    return rows.length === 3 && swept.length > 0;
  }, 12_000);
  const [still] = await sql`select count(*)::int as n from runs where state = 'running'`;
  expect(still, "the slow ones are at it all the while").toEqual({ n: 8 });

  for (const { ws, runId } of slow) await cancelRun(ws, { runId });
});

async function slowRun(ctx: Ctx) {
  const ws = await mintWorkspace(ctx);
  const login = {
    kind: "sftp" as const,
    host: "127.0.0.1",
    port,
    username: "u",
    authKind: "password" as const,
  };
  const secret = { password: "secret", privateKey: "", passphrase: "" };
  const { id } = await createRemoteSource(ctx, { name: `Slow ${ws.workspaceId}`, ...login, ...secret });
  const sync = await mintSync(ws, { remoteSourceId: id, path: "people.csv", guardSettings: NO_GUARDS });
  const { runId } = await requestRun(ws, { syncId: sync.id, trigger: "manual" });
  return { ws, runId };
}
