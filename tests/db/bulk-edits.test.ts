import { expect, test } from "vitest";
import { runBatch } from "@/lib/bulk-edits/batch";
import { cancelBulkEdit } from "@/lib/bulk-edits/end";
import { describeUsers, findLatestBulkEdit, listBulkEdits } from "@/lib/bulk-edits/read";
import { moveManyInList, moveManyInTeam, removeMany, setFieldOfMany } from "@/lib/bulk-edits/start";
import { purgeBulkEdits, sweepBulkEdits } from "@/lib/bulk-edits/sweep";
import { undoBulkEdit } from "@/lib/bulk-edits/undo";
import { giveUpBulkEdit, workOnBulkEdit } from "@/lib/bulk-edits/work";
import type { WorkspaceCtx } from "@/lib/context";
import { createList } from "@/lib/lists/create";
import { deleteList } from "@/lib/lists/delete";
import { createTeam } from "@/lib/teams/create";
import { createUser } from "@/lib/users/create";
import type { UserFilter } from "@/lib/users/filters";
import { listUserHistory } from "@/lib/users/list-history";
import { removeUser } from "@/lib/users/remove";
import { undoAll, workOff } from "../support/bulk";
import { testDb } from "../support/db";
import { testDeps } from "../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const ALL = { query: { search: "", source: null, filters: [] as UserFilter[] } };

async function workspace(users = 0) {
  const { ctx, accountId } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  await crowd(ws, users);
  const notes = await mintField(ws, { label: "Notes", type: "text" });
  return { ctx, ws, accountId, notes };
}

const crowd = (ws: WorkspaceCtx, users: number) =>
  sql`insert into users (org_id, workspace_id, email)
    select ${ws.orgId}, ${ws.workspaceId}, 'u' || i || '@example.com' from generate_series(1, ${users}) i`;

const refOf = (ws: WorkspaceCtx, { id }: { id: string }) => {
  return { orgId: ws.orgId, workspaceId: ws.workspaceId, bulkEditId: id };
};
const auditOf = (ws: WorkspaceCtx, action: string) =>
  sql`select actor_id, actor_kind, detail from audit_log where org_id = ${ws.orgId} and action = ${action} order by id`;
const withNotes = async (ws: WorkspaceCtx, fieldId: number) => {
  const [row] = await sql`select count(*)::int as n from users
    where workspace_id = ${ws.workspaceId} and fields ? ${String(fieldId)}`;
  return row?.n;
};

test("everyone whom the table shows is changed as a job, in the member's name, each of them once", async () => {
  const { ws, accountId, notes } = await workspace(1_203);
  const asked = await setFieldOfMany(ws, { who: ALL, fieldId: notes.id, value: "moved" });
  expect(asked).toMatchObject({ state: "collecting", title: "Set Notes to moved" });
  expect(await withNotes(ws, notes.id)).toBe(0);
  expect(await workOff(ws, asked)).toMatchObject({
    state: "done",
    total: 1_203,
    changed: 1_203,
    skipped: {},
  });
  expect(await workOnBulkEdit(refOf(ws, asked), testDeps())).toEqual({ more: false });
  expect(await withNotes(ws, notes.id)).toBe(1_203);
  const versions = await sql`select distinct version from users where workspace_id = ${ws.workspaceId}`;
  expect(versions.map(({ version }) => version)).toEqual([2]);
  const [edits] = await sql`select count(*)::int as n, count(distinct user_id)::int as users,
      min(actor_label) as label from user_edits where workspace_id = ${ws.workspaceId}`;
  expect(edits).toEqual({ n: 1_203, users: 1_203, label: ws.actor.label });
  expect(await auditOf(ws, "user.bulk_start")).toMatchObject([{ actor_id: accountId }]);
  const [entry] = await auditOf(ws, "user.bulk_update");
  expect(entry).toMatchObject({
    actor_id: accountId,
    actor_kind: "member",
    detail: { field: "Notes", users: 1_203 },
  });
  expect(entry?.detail.userIds).toHaveLength(1_203);
});

test("the filter decides for whom, when the job begins, and people added later are not among them", async () => {
  const { ws, notes } = await workspace(3);
  const sync = await mintSync(ws, { name: "HR" });
  const synced = await mintUser(ws, { syncId: sync.id, externalId: `${sync.id}#1` });
  const filters: UserFilter[] = [{ on: "source", op: "in", syncIds: [sync.id] }];
  const who = { query: { ...ALL.query, filters } };
  expect(await describeUsers(ws, { who })).toMatchObject({ total: 1, manual: 0, owned: [{ users: 1 }] });
  const asked = await setFieldOfMany(ws, { who, fieldId: notes.id, value: "x" });
  expect(await workOff(ws, asked)).toMatchObject({ total: 1, changed: 1 });
  const rows =
    await sql`select id::int from users where workspace_id = ${ws.workspaceId} and fields ? ${String(notes.id)}`;
  expect(rows.map(({ id }) => id)).toEqual([synced.id]);
});

test("users who were removed in the meantime, or whose file fills the field, are skipped and counted", async () => {
  const { ws } = await workspace(2);
  const department = await mintField(ws, { label: "Department", type: "text" });
  const sync = await mintSync(ws, { name: "HR" });
  await sql`update syncs set baseline = ${sql.json({ headers: ["ID", "Email", "Department"] })} where id = ${sync.id}`;
  await mintUser(ws, { syncId: sync.id, externalId: `${sync.id}#1` });
  const gone = await mintUser(ws);
  const asked = await setFieldOfMany(ws, { who: ALL, fieldId: department.id, value: "Sales" });
  // Written down first, then removed by someone, then changed.
  await sql`insert into bulk_edit_users (org_id, workspace_id, bulk_edit_id, user_id)
    select org_id, workspace_id, ${asked.id}, id from users where workspace_id = ${ws.workspaceId}`;
  await sql`update bulk_edits set state = 'running', total = 4 where id = ${asked.id}`;
  await removeUser(ws, gone);
  expect(await workOff(ws, asked)).toMatchObject({ changed: 2, skipped: { file: 1, removed: 1 } });
});

test("a bulk edit that is cancelled stops between two batches, and can be undone as far as it came", async () => {
  const { ws, notes } = await workspace(1_203);
  const asked = await setFieldOfMany(ws, { who: ALL, fieldId: notes.id, value: "x" });
  // One batch: after it the time of the step is over.
  const { more } = await workOnBulkEdit(refOf(ws, asked), testDeps(), 0);
  expect(more).toBe(true);
  expect(await cancelBulkEdit(ws, asked)).toMatchObject({ state: "cancelled", changed: 500, undoable: 500 });
  // Neither the next step nor a batch of one that is in the middle of its work.
  expect(await workOnBulkEdit(refOf(ws, asked), testDeps())).toEqual({ more: false });
  expect(await runBatch(ws, asked.id)).toEqual({ isOver: true });
  expect(await withNotes(ws, notes.id)).toBe(500);
  expect(await auditOf(ws, "user.bulk_cancel")).toHaveLength(1);
  expect((await auditOf(ws, "user.bulk_update"))[0]?.detail.users).toBe(500);
  await expect(cancelBulkEdit(ws, asked)).rejects.toMatchObject({ code: "conflict" });
  expect(await undoAll(ws, asked)).toMatchObject({ state: "done", changed: 500 });
  expect(await withNotes(ws, notes.id)).toBe(0);
});

test("undoing leaves those who were changed since, and says so", async () => {
  const { ws, notes } = await workspace(0);
  const [first, second] = [await mintUser(ws, { fields: { [notes.id]: "old" } }), await mintUser(ws)];
  const who = { userIds: [first.id, second.id] };
  const done = await setFieldOfMany(ws, { who, fieldId: notes.id, value: "new" });
  expect(done).toMatchObject({ state: "done", changed: 2, undoable: 2 });
  await setFieldOfMany(ws, { who: { userIds: [second.id] }, fieldId: notes.id, value: "newer" });
  expect(await undoAll(ws, done)).toMatchObject({ isUndo: true, changed: 1, skipped: { edited: 1 } });
  const rows = await sql`select fields from users where workspace_id = ${ws.workspaceId} order by id`;
  expect(rows.map(({ fields }) => fields[notes.id])).toEqual(["old", "newer"]);
  expect((await listUserHistory(ws, first)).events).toHaveLength(2);
  expect(await auditOf(ws, "user.bulk_undo")).toMatchObject([{ detail: { users: 1, userIds: [first.id] } }]);
  await expect(undoBulkEdit(ws, done)).rejects.toMatchObject({ code: "conflict" });
  const [undo] = (await listBulkEdits(ws)).filter(({ isUndo }) => isUndo);
  await expect(undoBulkEdit(ws, { id: undo?.id ?? "" })).rejects.toMatchObject({ code: "conflict" });
});

test("undoing a removal restores, except whom only a person can: a manager, and one whose address is taken", async () => {
  const { ws } = await workspace(0);
  const users = [await mintUser(ws), await mintUser(ws, { email: "taken@example.com" })];
  const boss = await mintUser(ws, { role: "author" });
  const done = await removeMany(ws, { who: { userIds: [...users, boss].map(({ id }) => id) } });
  expect(done).toMatchObject({ changed: 3 });
  await createUser(ws, {
    ...{ email: "TAKEN@example.com", firstName: "", lastName: "", mobile: "" },
    ...{ role: "participant", fields: {} },
  });
  expect(await undoAll(ws, done)).toMatchObject({ changed: 1, skipped: { address: 1, role: 1 } });
  const rows =
    await sql`select state from users where id = any(${[...users, boss].map(({ id }) => id)}) order by id`;
  expect(rows.map(({ state }) => state)).toEqual(["active", "removed", "removed"]);
});

test("an earlier value whose option was deleted is not given back", async () => {
  const { ws } = await workspace(0);
  const options = ["A", "B"];
  const field = await mintField(ws, { label: "Group", type: "single_choice", options });
  const [a = 0, b = 0] = field.options.map(({ id }) => id);
  const user = await mintUser(ws, { fields: { [field.id]: a } });
  const done = await setFieldOfMany(ws, { who: { userIds: [user.id] }, fieldId: field.id, value: String(b) });
  await sql`delete from profile_field_options where id = ${a}`;
  expect(await undoAll(ws, done)).toMatchObject({ changed: 0, skipped: { option: 1 } });
});

test("a list that is deleted in the meantime ends the job, with the reason", async () => {
  const { ws } = await workspace(3);
  const list = { name: "Nurses", description: "", kind: "static" as const, rule: null };
  const { id: listId } = await createList(ws, list);
  const asked = await moveManyInList(ws, { who: ALL, listId, what: "add" });
  await deleteList(ws, { id: listId });
  const ended = await workOff(ws, asked);
  expect(ended).toMatchObject({ state: "failed", changed: 0, failure: expect.stringContaining("list") });
});

test("a member who lost the right in the meantime changes nobody any more", async () => {
  const { ws, accountId, notes } = await workspace(2);
  const asked = await setFieldOfMany(ws, { who: ALL, fieldId: notes.id, value: "x" });
  await sql`update members set role = 'viewer' where account_id = ${accountId}`;
  expect(await workOff(ws, asked)).toMatchObject({ state: "failed", changed: 0 });
  expect(await withNotes(ws, notes.id)).toBe(0);
});

test("what nobody works on is asked for again, and what the jobs give up is ended", async () => {
  const { ws, notes } = await workspace(2);
  const asked = await setFieldOfMany(ws, { who: ALL, fieldId: notes.id, value: "x" });
  const later = { ...testDeps(), clock: () => new Date(Date.now() + 150_000) };
  await sql`truncate job_calls, job_crons, job_events, job_runs, job_steps`;
  await sweepBulkEdits(later);
  const events = await sql`select event->'data'->>'bulkEditId' as id from job_events`;
  expect(events.map(({ id }) => id)).toContain(asked.id);
  await giveUpBulkEdit(refOf(ws, asked), testDeps());
  expect(await findLatestBulkEdit(ws)).toMatchObject({ state: "failed", failure: expect.any(String) });
});

test("after 30 days nothing of it is kept, and it can't be undone", async () => {
  const { ws, notes } = await workspace(0);
  const user = await mintUser(ws);
  const done = await setFieldOfMany(ws, { who: { userIds: [user.id] }, fieldId: notes.id, value: "x" });
  await sql`update bulk_edits set finished_at = now() - interval '31 days' where id = ${done.id}`;
  await expect(undoBulkEdit(ws, done)).rejects.toMatchObject({ code: "conflict" });
  expect(await listBulkEdits(ws)).toEqual([]);
  await purgeBulkEdits(testDeps());
  expect(await sql`select from bulk_edit_users where bulk_edit_id = ${done.id}`).toHaveLength(0);
});

test("users and lists are told by events, as single edits are", async () => {
  const { ws, notes } = await workspace(3);
  await sql`insert into event_streams (org_id, wants) values (${ws.orgId}, '{user,list}')`;
  const { id: listId } = await createList(ws, { name: "A", description: "", kind: "static", rule: null });
  await workOff(ws, await moveManyInList(ws, { who: ALL, listId, what: "add" }));
  await workOff(ws, await setFieldOfMany(ws, { who: ALL, fieldId: notes.id, value: "x" }));
  const { id: teamId } = await createTeam(ws, { name: "T", aliases: [] });
  const team = { teamId, role: "member" as const, what: "add" as const };
  const done = await workOff(ws, await moveManyInTeam(ws, { who: ALL, ...team }));
  await undoAll(ws, done);
  const events = await sql`select type, size, data->>'by' as by from outgoing_events
    where org_id = ${ws.orgId} and type in ('user.updated', 'list.entered') order by id`;
  expect(events.map(({ type, size, by }) => `${type} ${size} ${by}`)).toEqual([
    ...["list.entered 3 member", "user.updated 3 member", "user.updated 3 member", "user.updated 3 member"],
  ]);
});
