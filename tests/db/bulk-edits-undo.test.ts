import fc from "fast-check";
import { expect, test } from "vitest";
import { moveManyInList, moveManyInTeam, removeMany, setFieldOfMany } from "@/lib/bulk-edits/start";
import { undoBulkEdit } from "@/lib/bulk-edits/undo";
import type { BulkEditView } from "@/lib/bulk-edits/views";
import { workOnBulkEdit } from "@/lib/bulk-edits/work";
import type { WorkspaceCtx } from "@/lib/context";
import { addListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { createTeam } from "@/lib/teams/create";
import { addUsersToTeam } from "@/lib/users/teams/assign";
import { undoAll } from "../support/bulk";
import { testDb } from "../support/db";
import { testDeps } from "../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

// Undoing a bulk edit gives the state before, whatever it was; users who were edited since keep their edit.

const { sql } = testDb();

const PRINTS = "ab".repeat(16);

const user = fc.record({
  note: fc.constantFrom(null, "old", "new"),
  group: fc.constantFrom(null, 0, 1),
  isSynced: fc.boolean(),
  isEdited: fc.boolean(),
  inList: fc.boolean(),
  inTeam: fc.boolean(),
  manages: fc.boolean(),
});
const task = fc.constantFrom(
  ...(["note new", "note ", "group", "list add", "list remove", "remove"] as const),
  ...(["team add member", "team remove member", "team add manager", "team remove manager"] as const),
);
const cases = fc.record({
  users: fc.array(user, { minLength: 1, maxLength: 8 }),
  task,
  /** Which of the users are edited between the bulk edit and its undo. */
  edited: fc.array(fc.nat(7), { maxLength: 3 }),
  byFilter: fc.boolean(),
});

async function place() {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  const notes = await mintField(ws, { label: "Notes", type: "text" });
  const group = await mintField(ws, { label: "Group", type: "single_choice", options: ["A", "B"] });
  const sync = await mintSync(ws);
  const { id: listId } = await createList(ws, { name: "L", description: "", kind: "static", rule: null });
  const { id: teamId } = await createTeam(ws, { name: "T", aliases: [] });
  return { ws, notes, group, sync, listId, teamId };
}

type Place = Awaited<ReturnType<typeof place>>;

async function mint(
  { ws, notes, group, sync, listId, teamId }: Place,
  given: (typeof user extends fc.Arbitrary<infer U> ? U : never)[],
) {
  const ids: number[] = [];
  for (const [at, each] of given.entries()) {
    const fields = {
      ...(each.note === null ? {} : { [notes.id]: each.note }),
      ...(each.group === null ? {} : { [group.id]: group.options[each.group]?.id ?? 0 }),
    };
    const owned = each.isSynced
      ? { syncId: sync.id, externalId: `${sync.id}#${at}`, editedSinceSync: each.isEdited }
      : {};
    const fingerprint = each.isSynced && !each.isEdited ? PRINTS : null;
    const { id } = await mintUser(ws, { fields, ...owned, fingerprint });
    ids.push(id);
    if (each.inList) await addListUsers(ws, { id: listId, userIds: [id] });
    if (each.inTeam) await addUsersToTeam(ws, { teamId, role: "member", userIds: [id] });
    if (each.manages) await addUsersToTeam(ws, { teamId, role: "manager", userIds: [id] });
  }
  return ids;
}

async function state(ws: WorkspaceCtx) {
  const users =
    await sql`select id::int, state, fields, edited_since_sync, encode(fingerprint, 'hex') as print, removed_at
    from users where workspace_id = ${ws.workspaceId} order by id`;
  const lists = await sql`select user_id::int, list_id::int, added_by, created_at::text from user_list_members
    where workspace_id = ${ws.workspaceId} order by 1`;
  const teams =
    await sql`select user_id::int, team_id::int, role, added_by, created_at::text from team_members
    where workspace_id = ${ws.workspaceId} order by 1, 3`;
  return { users: [...users], lists: [...lists], teams: [...teams] };
}

function start(p: Place, what: string, ids: number[], byFilter: boolean): Promise<BulkEditView> {
  const { ws, notes, group, listId, teamId } = p;
  const who = byFilter ? { query: { search: "", source: null, filters: [] } } : { userIds: ids };
  const [kind, verb = "", role] = what.split(" ");
  if (kind === "note") return setFieldOfMany(ws, { who, fieldId: notes.id, value: verb });
  if (kind === "group")
    return setFieldOfMany(ws, { who, fieldId: group.id, value: String(group.options[0]?.id) });
  if (kind === "remove") return removeMany(ws, { who });
  const side = verb === "add" ? "add" : "remove";
  if (kind === "list") return moveManyInList(ws, { who, listId, what: side });
  return moveManyInTeam(ws, { who, teamId, what: side, role: role === "manager" ? "manager" : "member" });
}

/** Works on it as a worker does that is killed after each batch. */
async function work(ws: WorkspaceCtx, { id }: { id: string }): Promise<void> {
  const ref = { orgId: ws.orgId, workspaceId: ws.workspaceId, bulkEditId: id };
  while ((await workOnBulkEdit(ref, testDeps(), 0)).more);
}

test("undo gives the state before, except for users who were edited since, who stay as they are", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ users, task: what, edited, byFilter }) => {
      const p = await place();
      const ids = await mint(p, users);
      const before = await state(p.ws);
      const done = await start(p, what, ids, byFilter);
      await work(p.ws, done);
      // Only what the task is about counts as an edit of it: another value, another place in the list or team.
      const since = new Set(edited.map((at) => ids[at % ids.length] ?? 0));
      const key = what.startsWith("note") ? String(p.notes.id) : String(p.group.id);
      const touches = what.startsWith("note") || what === "group";
      if (touches)
        await sql`update users set fields = fields || ${sql.json({ [key]: what === "group" ? 0 : "mine" })},
          version = version + 1 where id = any(${[...since]})`;
      const between = await state(p.ws);
      await undoBulkEdit(p.ws, done).then(
        (undo) => work(p.ws, undo),
        (error: { code?: string }) => expect(error.code).toBe("conflict"),
      );
      const after = await state(p.ws);
      const untouched = (s: typeof after) => s.users.filter(({ id }) => !touches || !since.has(id));
      expect(untouched(after)).toEqual(untouched(before));
      if (touches)
        expect(after.users.filter(({ id }) => since.has(id))).toEqual(
          between.users.filter(({ id }) => since.has(id)),
        );
      expect({ lists: after.lists, teams: after.teams }).toEqual({
        lists: before.lists,
        teams: before.teams,
      });
    }),
    { numRuns: 60 },
  );
});

test("someone who was taken off and added again since the edit stays, and someone added again is not added twice", async () => {
  const p = await place();
  const [one = 0, two = 0] = await mint(p, [USER, USER]);
  const added = await start(p, "list add", [one, two], false);
  await sql`delete from user_list_members where user_id = ${one}`;
  await addListUsers(
    { ...p.ws, clock: () => new Date(Date.now() + 5_000) },
    { id: p.listId, userIds: [one] },
  );
  expect(await undoAll(p.ws, added)).toMatchObject({ changed: 1, skipped: { edited: 1 } });
  expect((await state(p.ws)).lists).toMatchObject([{ user_id: one }]);
  const removed = await start(p, "list remove", [one], false);
  await addListUsers(p.ws, { id: p.listId, userIds: [one] });
  expect(await undoAll(p.ws, removed)).toMatchObject({ changed: 0, skipped: { edited: 1 } });
  expect((await state(p.ws)).lists).toHaveLength(1);
});

const USER = {
  ...{ note: null, group: null, isSynced: false, isEdited: false },
  ...{ inList: false, inTeam: false, manages: false },
};
