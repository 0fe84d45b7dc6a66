import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { brandCtx, brandWorkspaceCtx, type WorkspaceCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { type Actor, type ActorKind, actorId } from "@/lib/model/actor";
import { requestRun } from "@/lib/runs/request-run";
import { scheduleDueSyncs } from "@/lib/runs/schedule";
import { testDb } from "../../support/db";
import { testDeps } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

/** One of every kind: a new kind of actor has to be added here. */
const ACTORS = {
  member: { kind: "member", accountId: randomUUID(), label: "Ann" },
  user: { kind: "user", userId: 7, label: "Bob" },
  run: { kind: "run", runId: randomUUID(), label: "Sync" },
  token: { kind: "token", tokenId: randomUUID(), label: "Nightly export" },
  system: { kind: "system", label: "Schedule" },
} as const satisfies { [K in ActorKind]: Extract<Actor, { kind: K }> };

async function world() {
  const { ctx, accountId } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  const remoteSourceId = (await mintRemoteSource(ctx)).id;
  const sync = await mintSync(ws, { remoteSourceId, path: "users.csv", name: "Employees" });
  return { ws, accountId, syncId: sync.id };
}

/** The same workspace as somebody else acts in it. */
function as(actor: Actor, ws: WorkspaceCtx): WorkspaceCtx {
  const { orgId, clock, log, workspaceId } = ws;
  const db = tenantDb(testDb().db, { orgId, actor });
  return brandWorkspaceCtx(brandCtx({ orgId, actor, role: "owner", db, clock, log }), workspaceId);
}

async function entries({ orgId }: WorkspaceCtx) {
  return sql`select actor_kind, actor_id, actor_label, action, target_id, target_label, detail->>'trigger' as trigger
             from audit_log where org_id = ${orgId} and action like 'run.%' order by id`;
}

test.each(Object.values(ACTORS))("a start of a run by a $kind is in the audit log", async (actor) => {
  const { ws, accountId, syncId } = await world();
  const somebody: Actor = actor.kind === "member" ? { ...actor, accountId } : actor;
  const { runId } = await requestRun(as(somebody, ws), { syncId, trigger: "manual" });
  // The log keeps no name of a user: it is looked up when the log is read.
  const label = actor.kind === "user" ? "User" : actor.label;
  expect(await entries(ws)).toEqual([
    {
      ...{ actor_kind: actor.kind, actor_id: actorId(somebody), actor_label: label },
      ...{ action: "run.request", target_id: runId, target_label: "Employees", trigger: "manual" },
    },
  ]);
  const [run] = await sql`select requested_by, requested_by_label from runs where id = ${runId}`;
  expect(run).toEqual({
    requested_by: actor.kind === "member" ? accountId : null,
    requested_by_label: actor.label,
  });
});

test("a start by the schedule is in the audit log, once", async () => {
  const { ws, syncId } = await world();
  await sql`update syncs set next_run_at = now() - interval '1 minute' where id = ${syncId}`;
  await scheduleDueSyncs(testDeps());
  await scheduleDueSyncs(testDeps());
  const [run] = await sql`select id, requested_by_label from runs where sync_id = ${syncId}`;
  expect(run?.requested_by_label).toBe("Schedule");
  expect(await entries(ws)).toMatchObject([
    {
      actor_kind: "system",
      actor_label: "Schedule",
      action: "run.request",
      trigger: "schedule",
      target_id: run?.id,
    },
  ]);
});

test("a request that joins a waiting run starts none and has no entry", async () => {
  const { ws, syncId } = await world();
  await requestRun(ws, { syncId, trigger: "manual" });
  expect(await requestRun(ws, { syncId, trigger: "manual" })).toMatchObject({ merged: true });
  expect(await entries(ws)).toHaveLength(1);
});

test("a preview has its own phrase", async () => {
  const { ws, syncId } = await world();
  await requestRun(ws, { syncId, trigger: "manual", intent: "preview" });
  expect(await entries(ws)).toMatchObject([{ action: "run.preview" }]);
});
