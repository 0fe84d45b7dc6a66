import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { hashPassword } from "@/lib/auth/password";
import { ensureAppLogin } from "@/lib/db/app-login";
import { freePort } from "@/lib/runtime/free-port";
import { openState, ownerUrl } from "@/lib/runtime/postgres/state";
import { spawnRollcall } from "../../support/rollcall";
import { type Bench, type Group, inRounds, median, must } from "../bench";
import { startChild } from "../child";
import { makePlace, openSql, settle, workerEnv } from "../house";
import { writePeople } from "../people-file";
import { queueRun, type Site, syncFile } from "../sync-file";
import type { WorkerOrders } from "../worker";

const IDLE_REQUESTS = 100;
const PASSWORD = "four tall giraffes dance";

/** The users page as `npm start` serves it, looked at by one person while all users of the workspace are updated. */
export const group: Group = {
  name: "web",
  keys: ["web.p95_ratio"],
  run: async (bench) => {
    const dataDir = await mkdtemp(join(tmpdir(), "rollcall-bench-web-"));
    await chmod(dataDir, 0o755);
    const port = await freePort();
    const rollcall = spawnRollcall({ dataDir, port, env: { LOG_LEVEL: "error" } });
    try {
      await rollcall.says("Rollcall is ready", 600_000);
      return await measure(bench, dataDir, `http://localhost:${port}`);
    } finally {
      await rollcall.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

async function measure({ house, rows, rounds, file, say }: Bench, dataDir: string, address: string) {
  const state = await openState(join(dataDir, "postgres"));
  const owner = ownerUrl({ port: state.port ?? 0, password: state.ownerPassword }, "rollcall");
  const sql = openSql(owner);
  const env = workerEnv(await ensureAppLogin(owner, state.appPassword), dataDir);
  const worker = startChild<WorkerOrders>("tests/bench/worker.ts", env);
  const place = await makePlace(sql);
  const site: Site = { sql, place, dataDir, worker };
  await syncFile(site, file, { created: rows });
  const look = await signIn(site, address);
  await inRounds(10, look);

  const times = await inRounds(rounds, async (round) => {
    say(`a person looks on while everybody is updated, round ${round + 1}`);
    const moved = await writePeople(house.folder, rows, { moved: round + 1 });
    await settle(sql);
    const idle = p95(await inRounds(IDLE_REQUESTS, look));
    const run = await queueRun(site, moved);
    must(await run.plan(), "a run that updates everybody has nothing to apply");
    const applying = run.apply();
    let over = false;
    void applying.finally(() => {
      over = true;
    });
    const during: number[] = [];
    while (!over) during.push(await look());
    await applying;
    const { counts } = await run.end();
    must(counts.updated === rows, `${counts.updated} of ${rows} users were updated`);
    return { idle, busy: p95(during), requests: during.length };
  });
  await worker.end();
  await sql.end({ timeout: 5 });
  const phases = {
    "p95 idle": median(times.map(({ idle }) => idle)),
    "p95 while a sync applies": median(times.map(({ busy }) => busy)),
  };
  say(`${times.map(({ requests }) => requests).join(", ")} requests while a sync applied`);
  return {
    figures: [
      {
        key: "web.p95_ratio",
        value: median(times.map(({ idle, busy }) => busy / idle)),
        goal: { most: 1.5 },
        what: "p95 of the users page while a sync of all rows applies / while idle",
      },
    ],
    breakdowns: [{ title: "web", phases }],
  };
}

/** Signs a member in as the sign-in form does. Gives a way to look at the users page: milliseconds to its last byte. */
async function signIn({ sql, place }: Site, address: string): Promise<() => Promise<number>> {
  const email = `bench-${randomUUID()}@example.com`;
  const account = { email, name: "Bench", password_hash: await hashPassword(PASSWORD) };
  const [made] = await sql`insert into accounts ${sql(account)} returning id`;
  await sql`insert into members ${sql({ org_id: place.orgId, account_id: made?.id, role: "owner" })}`;

  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${address}${path}`, {
      redirect: "manual",
      ...init,
      headers: { cookie, ...init.headers },
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return response;
  };
  const { csrfToken } = (await (await ask("/api/auth/csrf")).json()) as { csrfToken: string };
  await ask("/api/auth/callback/credentials", {
    method: "POST",
    headers: { origin: address, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password: PASSWORD, json: "true" }),
  });
  return async () => {
    const begun = performance.now();
    const response = await ask(`/${place.org}/${place.workspace}/users`);
    const page = await response.text();
    const ms = performance.now() - begun;
    must(
      response.status === 200 && page.includes("@example.com"),
      `the users page answered ${response.status}`,
    );
    return ms;
  };
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}
