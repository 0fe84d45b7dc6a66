import { sql as query } from "drizzle-orm";
import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { moveManyInTeam, removeMany, setFieldOfMany } from "@/lib/bulk-edits/start";
import type { WorkspaceCtx } from "@/lib/context";
import { openDb } from "@/lib/db/client";
import { createDatabase } from "@/lib/db/server";
import { tenantDb } from "@/lib/db/tenant";
import { mergeOptions } from "@/lib/fields/merge-options";
import { listFields } from "@/lib/fields/read";
import { changeFieldType } from "@/lib/fields/type-change/change";
import { undoFieldType } from "@/lib/fields/type-change/undo";
import { updateField } from "@/lib/fields/update";
import type { Condition } from "@/lib/model/rule";
import { deleteRemovedUsers } from "@/lib/purge/store";
import { membersSql } from "@/lib/rules/membership.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import type { RunRow } from "@/lib/runs/store";
import { detachSync } from "@/lib/syncs/detach";
import { createTeam } from "@/lib/teams/create";
import { deleteTeam } from "@/lib/teams/delete";
import { listNode } from "@/lib/user-columns/conditions";
import { heldOf, resetUserColumns } from "@/lib/user-columns/held";
import { NAMES_ORDER } from "@/lib/user-columns/orders.store";
import { firstFound } from "@/lib/user-columns/read-users";
import { createUser } from "@/lib/users/create";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { addUsersToTeam, removeUsersFromTeam } from "@/lib/users/teams/assign";
import { updateUser } from "@/lib/users/update";
import { undoAll, workOff } from "../../support/bulk";
import { testDb } from "../../support/db";
import { onDatabase } from "../../support/global-postgres";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { undo } from "../../support/undo";
import { inMemory, ROOMY } from "../../support/user-columns";

// Whoever writes users, in whatever way, is heard of: what is kept in memory says the same as the database after each.

const { sql, ownerUrl } = testDb();

beforeEach(() => resetUserColumns(ROOMY));
afterAll(() => resetUserColumns(null));

const HEADER = "ID,Email,First name,Last name,Mobile,Area,Kind,Note,Team(s)";
const FILES = [1, 2, 3, 4].map((seed) =>
  [
    HEADER,
    ...Array.from({ length: 12 }, (_, at) => at)
      .filter((at) => (at * 7 + seed) % 4 !== 0)
      .map((at) => {
        const dice = (at * seed) % 3;
        const area = ["Sales", "Care", ""][dice];
        return `${at},u${at}@example.com,F${dice},L${at * seed},${dice},${area},${area},note ${dice},${["North", "", "South"][dice]}`;
      }),
  ].join("\n"),
);

async function place() {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const options = ["Sales", "Slaes", "Care"];
  const area = await mintField(ws, { label: "Area", type: "single_choice", options });
  const kind = await mintField(ws, { label: "Kind", type: "multiple_choice", options });
  const note = await mintField(ws, { label: "Note", type: "text" });
  const sync = await mintSync(ws, {
    mapping: { columns: { "Team(s)": { kind: "teams", blank: "clear" } } },
    guardSettings: NO_GUARDS,
  });
  const team = await createTeam(ws, { name: "North", aliases: [] });
  await createTeam(ws, { name: "South", aliases: [] });
  const runs: RunRow[] = [];
  const made = { ws, area, kind, note, sync, team, runs, bulk: [] as string[], types: [] as string[] };
  for (let at = 0; at < 8; at++)
    await mintUser(made.ws, {
      email: `manual${at}@example.com`,
      fields: {
        [area.id]: area.options[at % 3]?.id ?? 0,
        [kind.id]: kind.options.map(({ id }) => id).slice(at % 3),
      },
    });
  runs.push(await runFile(ws, sync.id, FILES[0] ?? ""));
  return made;
}

type Place = Awaited<ReturnType<typeof place>>;

const idsOf = async ({ ws }: Place, where = query`true`) =>
  (
    await ws.db.run((tx) =>
      tx.execute<{ id: number }>(query`select id::float8 as id from users
        where workspace_id = ${ws.workspaceId} and ${where} order by id`),
    )
  ).map(({ id }) => id);
const active = query`state = 'active'`;
const manual = query`state = 'active' and sync_id is null`;
const input = { firstName: "A", lastName: "B", mobile: "", role: "participant" as const, fields: {} };
let count = 0;

/** Everything that writes users or the teams that members give them. */
const WRITERS: Record<string, (place: Place) => Promise<unknown>> = {
  "apply of a file": async ({ ws, sync, runs }) =>
    runs.push(await runFile(ws, sync.id, FILES[++count % FILES.length] ?? "")),
  "undo of a run": async ({ ws, sync, runs }) => {
    const run = await runFile(ws, sync.id, FILES[++count % FILES.length] ?? "");
    if (run.state === "succeeded") await undo(ws, run);
    runs.push(run);
  },
  "bulk edit of a field": async (at) => {
    const { ws, note, bulk } = at;
    const userIds = (await idsOf(at, manual)).slice(0, 5);
    const { id } = await setFieldOfMany(ws, { who: { userIds }, fieldId: note.id, value: `bulk ${++count}` });
    bulk.push(id);
  },
  "bulk edit of everyone, in batches": async ({ ws, note, bulk }) => {
    const matching = { search: "", state: "active" as const, source: null, filters: [] };
    const { id } = await setFieldOfMany(ws, {
      ...{ who: { query: matching }, fieldId: note.id, value: `all ${++count}` },
    });
    await workOff(ws, { id });
    bulk.push(id);
  },
  "bulk removal": async (at) => {
    const { id } = await removeMany(at.ws, { who: { userIds: (await idsOf(at, manual)).slice(-2) } });
    at.bulk.push(id);
  },
  "bulk edit of a team": async (at) => {
    const who = { userIds: (await idsOf(at, active)).slice(0, 4) };
    const { id } = await moveManyInTeam(at.ws, { who, teamId: at.team.id, role: "manager", what: "add" });
    at.bulk.push(id);
  },
  "undo of a bulk edit": async ({ ws, bulk }) => {
    const id = bulk.pop();
    if (id) await undoAll(ws, { id });
  },
  "merge of options": async ({ ws, area, kind }) => {
    for (const field of [area, kind]) {
      const now = (await listFields(ws)).find(({ id }) => id === field.id);
      const [into, from] = now?.options ?? [];
      if (into && from) await mergeOptions(ws, { fieldId: field.id, from: [from.id], into: into.id });
    }
  },
  "an option that is deleted": async ({ ws, kind }) => {
    const now = (await listFields(ws)).find(({ id }) => id === kind.id);
    if (now) await updateField(ws, { id: now.id, label: now.label, options: now.options.slice(0, 1) });
  },
  "change of a field's type, and its undo": async ({ ws, area }) => {
    const { id } = await changeFieldType(ws, { id: area.id, type: "text", reading: {} });
    await undoFieldType(ws, { id });
  },
  "purge of removed users": async ({ ws }) => deleteRemovedUsers(ws, new Date(Date.now() + 1_000)),
  "team given manually": async (at) =>
    addUsersToTeam(at.ws, {
      ...{ teamId: at.team.id, role: "member", userIds: (await idsOf(at, active)).slice(-3) },
    }),
  "team taken manually": async (at) =>
    removeUsersFromTeam(at.ws, { teamId: at.team.id, role: "member", userIds: await idsOf(at, active) }),
  "creation manually": async ({ ws, team }) =>
    createUser(ws, {
      ...{ ...input, email: `new${++count}@example.com` },
      teams: { member: [String(team.id)], manager: [] },
    }),
  "edit manually": async (at) => {
    const [id = 0] = await idsOf(at, manual);
    const [row] = await sql`select email, version from users where id = ${id}`;
    if (row)
      await updateUser(at.ws, {
        ...{ ...input, id, email: row.email, version: row.version, role: "author" as const },
        ...{ firstName: `E${++count}`, teams: { member: [], manager: [String(at.team.id)] } },
      });
  },
  removal: async (at) => {
    const [id] = await idsOf(at, manual);
    if (id) await removeUser(at.ws, { id });
  },
  restoring: async (at) => {
    const [id] = await idsOf(at, query`state = 'removed' and sync_id is null`);
    if (id) await restoreUser(at.ws, { id });
  },
  "SQL of an administrator": async ({ ws }) =>
    sql`update team_members set role = case role when 'member' then 'manager' else 'member' end
         where workspace_id = ${ws.workspaceId}`,
};

/** Who each condition finds, in memory and in the database of the same snapshot; and in the order of names. */
async function agree(at: Place, after: string): Promise<void> {
  const { ws, area, kind, note, team, sync } = at;
  const ids = (field: { options: readonly { id: number }[] }) =>
    field.options.map(({ id }) => id).slice(0, 2);
  const conditions: Condition[] = [
    { on: "field", fieldId: area.id, op: "is_any_of", optionIds: ids(area) },
    { on: "field", fieldId: kind.id, op: "is_any_of", optionIds: ids(kind) },
    { on: "field", fieldId: kind.id, op: "is_empty" },
    { on: "field", fieldId: note.id, op: "contains", text: "note 1" },
    { on: "field", fieldId: note.id, op: "is_empty" },
    { on: "text", part: "email", op: "contains", text: "u1" },
    { on: "text", part: "firstName", op: "is", text: "F1" },
    { on: "text", part: "lastName", op: "starts_with", text: "l1" },
    { on: "team", op: "in", teamIds: [team.id] },
    { on: "manages", op: "in", teamIds: [] },
    { on: "source", op: "in", syncIds: [sync.id] },
    { on: "role", op: "in", roles: ["author"] },
  ];
  const lists = conditions.map((one) => ({
    ...{ id: 0, kind: "dynamic" as const, rule: { match: "all" as const, rules: [one] } },
  }));
  await inMemory(ws, async (lookup, tx) => {
    const context = await selectRuleContext(tx, ws);
    for (const [which, list] of lists.entries()) {
      const node = listNode(list, context);
      if (!node) throw new Error("A rule is always asked of memory.");
      const found = await lookup({ node, order: NAMES_ORDER });
      if (!found) return;
      const rows = await tx.execute<{ id: number }>(query`
        select u.id::float8 as id from listed_users u where ${membersSql(ws, list, context)} order by u.id`);
      expect
        .soft(
          firstFound(found, 1_000).sort((a, b) => a - b),
          `${JSON.stringify(conditions[which])} after ${after}`,
        )
        .toEqual(rows.map(({ id }) => id));
    }
  });
}

test("after anyone wrote, memory says what the database does", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(Object.keys(WRITERS), { minLength: Object.keys(WRITERS).length }),
      async (names) => {
        const at = await place();
        await agree(at, "nothing");
        const loaded = heldOf(at.ws).users;
        for (const name of names) {
          await WRITERS[name]?.(at);
          await agree(at, name);
        }
        expect(heldOf(at.ws).users, "never loaded anew").toBe(loaded);
        await detachSync(at.ws, { syncId: at.sync.id, users: "keep" });
        await agree(at, "detaching the sync");
        await deleteTeam(at.ws, { id: at.team.id });
        await agree(at, "deleting the team");
      },
    ),
    { numRuns: 2 },
  );
});

test("users of a backup that was restored are not answered for with those of before", async () => {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  await mintUser(ws, { role: "author" });
  const authors = { column: "role" as const, holds: (role: string | null) => role === "author", texts: [] };
  const count = (of: WorkspaceCtx) =>
    inMemory(of, async (lookup) => (await lookup({ node: authors }))?.count ?? 0);
  expect(await count(ws)).toBe(1);
  // Another database of the server, in which the workspace has other users.
  const name = `restored_${Date.now()}`;
  const server = onDatabase(ownerUrl, "postgres");
  await createDatabase(server, name, { template: "rollcall_template" });
  const theirs = postgres(onDatabase(ownerUrl, name), { max: 1, onnotice: () => {} });
  const db = openDb(onDatabase(testDb().url, name), { max: 1 });
  try {
    const { orgId, workspaceId } = ws;
    await theirs`insert into organizations (id, name, slug) values (${orgId}, 'O', 'o')`;
    await theirs`insert into workspaces (id, org_id, name, slug) values (${workspaceId}, ${orgId}, 'W', 'w')`;
    const restored = { ...ws, db: tenantDb(db, { orgId, actor: ws.actor }) };
    expect(await count(restored)).toBe(0);
    expect(await count(ws), "and back").toBe(1);
  } finally {
    await db.$client.end({ timeout: 2 });
    await theirs.end();
    const admin = postgres(server, { max: 1, onnotice: () => {} });
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  }
});

test("a table that is emptied, and a workspace that is deleted, are heard of", async () => {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  await mintUser(ws, {});
  const everyone = (of: WorkspaceCtx) =>
    inMemory(of, async (lookup) => (await lookup({ node: { all: [] } }))?.count);
  expect(await everyone(ws)).toBe(1);
  await sql`truncate users cascade`;
  expect(await everyone(ws)).toBe(0);
  await sql`delete from workspaces where id = ${ws.workspaceId}`;
  await expect(everyone(ws)).rejects.toThrow("Memory never answered");
});
