import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { hasReadPath } from "@/lib/pipeline/persistence/inputs.store";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { insertQueued } from "@/lib/runs/requests.store";
import type { RunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, queueFile, work } from "../../support/pipeline";
import { PASSWORD, startTestServer, type TestServer, USERNAME } from "../../support/sftp-server";
import { everythingSpooled } from "../../support/spool";
import { inTeams } from "../../support/teams";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const EMPLOYEES = csv("1,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Ray,");

let ctx: WorkspaceCtx;
let sourceId: string;
let server: TestServer;

beforeEach(async () => {
  testDb();
  const { ctx: org } = await mintTenant();
  ctx = await mintWorkspace(org);
  const files = { "people.csv": Buffer.from(EMPLOYEES), "heads.csv": Buffer.from("ID,Team(s)\n1,Sales\n") };
  server = await startTestServer({ files });
  const { id } = await createRemoteSource(ctx, {
    ...{ kind: "sftp", name: "HR", host: "127.0.0.1", port: server.port, username: USERNAME },
    ...{ authKind: "password", password: PASSWORD, privateKey: "", passphrase: "" },
  });
  sourceId = id;
});

afterEach(() => server.stop());

async function runOf(managersPath: string | null): Promise<RunRow> {
  const place = { remoteSourceId: sourceId, path: "people.csv", managersPath };
  const { id } = await mintSync(ctx, { ...place, guardSettings: NO_GUARDS });
  return runAgain(id);
}

async function runAgain(id: string): Promise<RunRow> {
  const order = { syncId: id, trigger: "manual", mode: "complete", intent: "apply" } as const;
  const rest = { uploadId: null, undoes: null, requestedBy: null, requestedByLabel: "test" };
  const runId = await ctx.db.run((tx) => insertQueued(tx, ctx, { ...order, ...rest }));
  if (!runId) throw new Error("A run is waiting already.");
  return work(ctx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId: id, runId });
}

test("both files come from the server, and nothing of them stays behind", async () => {
  const run = await runOf("heads.csv");
  expect(run).toMatchObject({
    state: "succeeded",
    source: { path: "people.csv" },
    managers: { source: { path: "heads.csv", sizeBytes: 19 }, rows: 1 },
  });
  expect(await inTeams(ctx)).toEqual(["1:  / Sales", "2:  / "]);
  expect((await everythingSpooled()).filter((name) => name.includes(run.id))).toEqual([]);
});

test("without the second file nothing changes, and it is named", async () => {
  const run = await runOf("gone.csv");
  expect(run).toMatchObject({ state: "failed", failure: { message: "File error: No such file: gone.csv" } });
  expect(await inTeams(ctx)).toEqual([]);
  expect((await everythingSpooled()).filter((name) => name.includes(run.id))).toEqual([]);
});

test("the managers file is waited for too, once a run has read it", async () => {
  const { syncId } = await runOf("heads.csv");
  const until = performance.now() + 1_500;
  server.faults.refuse = (request, path) =>
    request !== "LIST" && path === "heads.csv" && performance.now() < until ? "PERMISSION_DENIED" : null;
  expect(await runAgain(syncId)).toMatchObject({ state: "no_change", failure: null });
});

test("a file that was only ever uploaded under a path does not make that path known", async () => {
  const { syncId } = await runOf(null);
  await ctx.db.run((tx) =>
    tx.update(runs).set({ uploadId: crypto.randomUUID() }).where(eq(runs.syncId, syncId)),
  );
  expect(await hasReadPath(ctx, syncId, "people.csv")).toBe(false);
  await ctx.db.run((tx) => tx.update(runs).set({ uploadId: null }).where(eq(runs.syncId, syncId)));
  expect(await hasReadPath(ctx, syncId, "people.csv")).toBe(true);
  expect(await hasReadPath(ctx, syncId, "heads.csv")).toBe(false);
  const stranger = await mintWorkspace((await mintTenant()).ctx);
  expect(await hasReadPath(stranger, syncId, "people.csv")).toBe(false);
});

test("a file that is uploaded for a sync with two leaves those who lead as they are", async () => {
  const { syncId } = await runOf("heads.csv");
  const ref = await queueFile(ctx, syncId, EMPLOYEES.replace("Ann", "Anna"));
  expect(await work(ctx, ref)).toMatchObject({ counts: { updated: 1 }, managers: null });
  expect(await inTeams(ctx)).toEqual(["1:  / Sales", "2:  / "]);
});
