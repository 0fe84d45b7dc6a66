import { expect, test } from "vitest";
import { testDb } from "../support/db";
import { mintSync, mintTenant, mintWorkspace } from "../support/tenant";

// Nobody listens there. Set before what reads the environment is loaded, which it does once.
process.env.INNGEST_DEV = "http://127.0.0.1:9";
process.env.DROP_SFTP_PORT = "off";
const { requestRun } = await import("@/lib/runs/request-run");
const { GET } = await import("@/app/api/ready/route");

const { sql } = testDb();

test("a run whose event can't be handed to the Inngest server is queued, and nobody is told of a failed fetch", async () => {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const { id: syncId } = await mintSync(ws);
  const { runId, merged } = await requestRun(ws, { syncId, trigger: "manual" });
  expect(merged).toBe(false);
  const rows = await sql`select id, state, failure from runs where sync_id = ${syncId}`;
  expect(rows).toEqual([{ id: runId, state: "queued", failure: null }]);
});

test("readiness names a server that can't be reached, and a scheduler that it has never called", async () => {
  const answer = await GET();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ status: "unavailable", missing: ["scheduler", "inngest"] });
});
