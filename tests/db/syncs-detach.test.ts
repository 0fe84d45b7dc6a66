import { describe, expect, it } from "vitest";
import { findRun } from "@/lib/runs/read";
import { requestRun } from "@/lib/runs/request-run";
import { detachSync } from "@/lib/syncs/detach";
import { getSync, listSyncs } from "@/lib/syncs/read";
import { listUserHistory } from "@/lib/users/list-history";
import { testDb } from "../support/db";
import { mintRemoteSource, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const noon = new Date("2026-05-03T12:00:00Z");

describe("detaching a sync", () => {
  async function withUsers() {
    const { ctx } = await mintTenant({ clock: () => noon });
    const source = await mintRemoteSource(ctx, { name: "HR export" });
    const ws = await mintWorkspace(ctx);
    const { id: syncId } = await mintSync(ws, { remoteSourceId: source.id, path: "users.csv" });
    const own = { syncId, fingerprint: "ab".repeat(16) };
    const synced = await mintUser(ws, { ...own, externalId: `${syncId}#1`, email: "ada@example.com" });
    const removed = await mintUser(ws, {
      ...own,
      externalId: `${syncId}#2`,
      state: "removed",
      removedAt: noon,
    });
    const manual = await mintUser(ws);
    return { ws, syncId, synced, removed, manual };
  }

  const usersOf = async (workspaceId: string) =>
    new Map(
      (
        await sql`select id::int, state, sync_id, external_id, email_key, removed_at, version
                  from users where workspace_id = ${workspaceId}`
      ).map((row) => [row.id, row]),
    );

  it("keeps its users as if added by hand", async () => {
    const { ws, syncId, synced, removed, manual } = await withUsers();
    expect(await detachSync(ws, { syncId, users: "keep" })).toEqual({
      usersCount: 1,
      kept: { count: 0, first: [] },
    });
    const users = await usersOf(ws.workspaceId);
    expect(users.get(synced.id)).toMatchObject({
      state: "active",
      sync_id: null,
      external_id: null,
      version: 2,
    });
    expect(users.get(removed.id)).toMatchObject({ state: "removed", sync_id: null });
    expect(users.get(manual.id)).toMatchObject({ state: "active", version: 1 });
    expect(await listSyncs(ws)).toEqual([]);
  });

  it("removes its users and nobody else, and frees their addresses", async () => {
    const { ws, syncId, synced, manual } = await withUsers();
    await detachSync(ws, { syncId, users: "remove" });
    const users = await usersOf(ws.workspaceId);
    expect(users.get(synced.id)).toMatchObject({
      state: "removed",
      sync_id: null,
      email_key: null,
      removed_at: noon,
    });
    expect(users.get(manual.id)).toMatchObject({ state: "active" });
  });

  it("never removes authors and admins, and says whom it kept", async () => {
    const { ws, syncId, synced } = await withUsers();
    const own = { syncId, fingerprint: "ab".repeat(16) };
    const author = await mintUser(ws, {
      ...own,
      ...{ externalId: `${syncId}#3`, email: "bob@example.com", firstName: "Bob", role: "author" },
    });
    const admin = await mintUser(ws, {
      ...own,
      ...{ externalId: `${syncId}#4`, email: "cat@example.com", role: "admin" },
    });
    const kept = {
      count: 2,
      first: [
        { name: "Bob", role: "author" },
        { name: "cat@example.com", role: "admin" },
      ],
    };
    expect((await getSync(ws, syncId)).protectedUsers).toEqual(kept);
    expect(await detachSync(ws, { syncId, users: "remove" })).toEqual({ usersCount: 3, kept });
    const users = await usersOf(ws.workspaceId);
    expect(users.get(synced.id)).toMatchObject({ state: "removed" });
    for (const { id } of [author, admin])
      expect(users.get(id)).toMatchObject({ state: "active", sync_id: null, removed_at: null });
  });

  it("leaves the runs to look at, cancels the one that waits, and a new run can't be asked for", async () => {
    const { ws, syncId, synced } = await withUsers();
    const [run] = await sql`
      insert into runs (org_id, workspace_id, sync_id, state, trigger, requested_by_label, applied_at, applied_statuses)
      values (${ws.orgId}, ${ws.workspaceId}, ${syncId}, 'succeeded', 'manual', 'test',
              (select created_at from users where id = ${synced.id}), '{planned}') returning id`;
    await sql`insert into changes (org_id, workspace_id, run_id, kind, csv_id)
              values (${ws.orgId}, ${ws.workspaceId}, ${run?.id}, 'create', '1')`;
    const { runId } = await requestRun(ws, { syncId, trigger: "manual" });
    await detachSync(ws, { syncId, users: "keep" });
    expect(await findRun(ws, { runId })).toMatchObject({ state: "cancelled" });
    expect(await findRun(ws, { runId: run?.id })).toMatchObject({ state: "succeeded", undoableUntil: null });
    const { events } = await listUserHistory(ws, synced);
    expect(events).toMatchObject([{ by: "run", kind: "create", runId: run?.id }]);
    await expect(requestRun(ws, { syncId, trigger: "manual" })).rejects.toMatchObject({ code: "not_found" });
    await expect(getSync(ws, syncId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is refused while a run is at work, and changes nothing", async () => {
    const { ws, syncId, synced } = await withUsers();
    await sql`insert into runs (org_id, workspace_id, sync_id, state, trigger, requested_by_label)
              values (${ws.orgId}, ${ws.workspaceId}, ${syncId}, 'running', 'manual', 'test')`;
    await expect(detachSync(ws, { syncId, users: "remove" })).rejects.toMatchObject({ code: "conflict" });
    expect((await usersOf(ws.workspaceId)).get(synced.id)).toMatchObject({
      state: "active",
      sync_id: syncId,
    });
  });

  it("does not reach into another workspace", async () => {
    const { syncId, ws } = await withUsers();
    const other = await mintWorkspace(ws);
    await expect(detachSync(other, { syncId, users: "remove" })).rejects.toMatchObject({ code: "not_found" });
    expect(await listSyncs(ws)).toHaveLength(1);
  });
});
