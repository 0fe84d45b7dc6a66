import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { teamMembers, teams } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import { hasOptions } from "@/lib/field-kinds/registry";
import { countMembers, selectMemberPage } from "@/lib/lists/members.store";
import { FIELD_TYPES } from "@/lib/model/field";
import type { RuleGroup } from "@/lib/model/rule";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { heldOf, resetUserColumns } from "@/lib/user-columns/held";
import { type Lookup, readUsers } from "@/lib/user-columns/read-users";
import { listUsers } from "@/lib/users/list";
import { readCursor, type UserQuery } from "@/lib/users/query";
import { countUsers } from "@/lib/users/read";
import { removeUser } from "@/lib/users/remove";
import { testDb } from "../../support/db";
import { rules, users } from "../../support/rules";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { inMemory, PACKING, ROOMY } from "../../support/user-columns";

const { sql } = testDb();
const everyone: UserQuery = { search: "", state: "active", source: null };

// Texts are packed as soon as there are three that differ.
beforeEach(() => resetUserColumns(PACKING));
afterAll(() => resetUserColumns(null));

async function mintPeople(count: number, seed: number) {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  for (const type of FIELD_TYPES)
    await mintField(ws, {
      label: type,
      type,
      options: hasOptions(type) ? ["Sales", "Care", "Research"] : [],
    });
  for (const name of ["First", "Second"]) await mintSync(ws, { name });
  const where = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  await ws.db.run((tx) =>
    tx.insert(teams).values(["North", "South", "West"].map((name) => ({ ...where, name }))),
  );
  const { known } = await ws.db.run((tx) => selectRuleContext(tx, ws));
  const people = fc.sample(users(known), { numRuns: count, seed });
  const ids: number[] = [];
  const mint = async (at: number) => {
    const { byHand, syncId, email, ...person } = people[at % people.length] as (typeof people)[number];
    const external = syncId === null ? {} : { syncId, externalId: `${syncId}#${at}` };
    const { id } = await mintUser(ws, { ...person, ...external, email: `${at}${email}` });
    ids.push(id);
    const hands = (["member", "manager"] as const).flatMap((role) =>
      (byHand?.[role] ?? []).map((teamId) => ({ ...where, teamId, userId: id, role, addedBy: "test" })),
    );
    if (hands.length > 0) await ws.db.run((tx) => tx.insert(teamMembers).values(hands));
  };
  for (let at = 0; at < count; at++) await mint(at);
  return { ws, known, ids, mint };
}

test("memory and the database say the same of every rule, and of pages of its list, while users change", async () => {
  const { ws, known, ids, mint } = await mintPeople(40, 7);
  const context = await ws.db.run((tx) => selectRuleContext(tx, ws));
  const ask = async (tx: Tx, rule: RuleGroup, lookup: Lookup) => {
    const asked = { list: { id: 0, kind: "dynamic" as const, rule }, context, terms: [], lookup };
    const count = await countMembers(tx, ws, asked);
    const page = await selectMemberPage(tx, ws, asked, { cursor: null, limit: 20 });
    return { count, page: page.map(({ id }) => id) };
  };
  let [met, packed, at] = [0, 0, 40];
  await fc.assert(
    fc.asyncProperty(rules(known), fc.nat(ids.length - 1), async (rule, changed) => {
      // Before each question, something else has happened to someone, in a transaction of its own.
      if (at % 3 === 0) await mint(at);
      if (at % 3 === 1)
        await sql`update users set state = case state when 'active' then 'removed' else 'active' end,
          removed_at = case state when 'active' then now() end, version = version + 1 where id = ${ids[changed] ?? 0}`;
      if (at % 3 === 2)
        await sql`update users set fields = (select fields from users where id = ${ids[changed] ?? 0}),
          last_name = last_name || 'x' where id = ${ids[(changed * 7) % ids.length] ?? 0}`;
      at++;
      const expected = await ws.db.run((tx) => ask(tx, rule, async () => null));
      const found = await inMemory(ws, (lookup, tx) => ask(tx, rule, lookup));
      met += expected.count > 0 && expected.count < ids.length ? 1 : 0;
      expect(found).toEqual(expected);
      packed += [...(heldOf(ws).users?.columns.values() ?? [])].some((column) => column.packed) ? 1 : 0;
    }),
    { numRuns: 150, seed: 11 },
  );
  expect(met).toBeGreaterThan(50);
  expect(packed).toBeGreaterThan(50);
});

test("pages by any column, to and fro, are those of the database, also after users moved", async () => {
  const { ws, known, ids } = await mintPeople(25, 3);
  const text = known.fields.find(({ type }) => type === "text")?.id ?? 0;
  const filters = [{ on: "field" as const, fieldId: text, op: "is_empty" as const }];
  const sorts = ["name", "email", "added", "mobile", "role", "csvId", "source", "teams", "manages"];
  const all = [...sorts, ...known.fields.map(({ id }) => `field-${id}`)].flatMap((by) => [by, `-${by}`]);
  for (const [at, sort] of all.entries()) {
    for (const query of at % 2 === 0 ? [{ ...everyone, filters }] : [everyone]) {
      const walk = async () => {
        const pages: number[][] = [];
        const back: number[][] = [];
        let cursor: string | null = null;
        let previous: string | null = null;
        do {
          const page = await listUsers(ws, query, {
            ...{ sort, cursor: readCursor(cursor ?? undefined) },
            pageSize: 7,
          });
          pages.push(page.users.map(({ id }) => id));
          cursor = page.next;
          previous = page.previous;
        } while (cursor);
        while (previous) {
          const page = await listUsers(ws, query, { sort, cursor: readCursor(previous), pageSize: 7 });
          back.unshift(page.users.map(({ id }) => id));
          previous = page.previous;
        }
        return { pages, back };
      };
      resetUserColumns({ ...ROOMY, bytesMax: 0 });
      const expected = await walk();
      resetUserColumns(ROOMY);
      await walk();
      await heldOf(ws).loading;
      await walk();
      await heldOf(ws).loading;
      const moved = ids[at % ids.length] ?? 0;
      await sql`update users set last_name = 'zz' || last_name, fields = '{}' where id = ${moved}`;
      const found = await walk();
      resetUserColumns({ ...ROOMY, bytesMax: 0 });
      expect(found, sort).toEqual(await walk());
      expect(found.pages.flat().length, sort).toBeGreaterThanOrEqual(expected.pages.flat().length);
      resetUserColumns(ROOMY);
    }
  }
});

test("whoever reads after a commit sees it, however many write and read at the same time", async () => {
  const { ws, known } = await mintPeople(20, 5);
  const text = known.fields.find(({ type }) => type === "text")?.id ?? 0;
  const marked = (mark: string): UserQuery => ({
    ...everyone,
    filters: [{ on: "field", fieldId: text, op: "is", text: mark }],
  });
  const count = async (mark: string) => (await countUsers(ws, marked(mark))).count;
  await count("x");
  await heldOf(ws).loading;
  let answered = 0;
  const writer = async (name: string) => {
    for (let round = 0; round < 12; round++) {
      const mark = `${name}-${round}`;
      expect(await count(mark)).toBe(0);
      const { id } = await mintUser(ws, { email: `${mark}@example.com`, fields: { [text]: mark } });
      expect(await count(mark), "created").toBe(1);
      await sql`update users set fields = jsonb_set(fields, ${sql.array([String(text)])}, ${sql.json(`${mark}!`)}) where id = ${id}`;
      expect([await count(mark), await count(`${mark}!`)], "changed").toEqual([0, 1]);
      const page = await listUsers(ws, marked(`${mark}!`), { sort: "role", cursor: null });
      expect(page.users.map((user) => user.id)).toEqual([id]);
      await removeUser(ws, { id });
      expect(await count(`${mark}!`), "removed").toBe(0);
      if (heldOf(ws).users?.columns.has(`text:${text}`)) answered++;
    }
  };
  await Promise.all(["a", "b", "c", "d", "e"].map(writer));
  expect(answered).toBeGreaterThan(30);
});

test("what a transaction has written itself, and not committed, is nobody's to remember", async () => {
  const { ws } = await mintPeople(3, 5);
  await countUsers(ws, everyone);
  await heldOf(ws).loading;
  const seen = await readUsers(ws, async (tx, lookup) => {
    await tx.execute("select pg_current_xact_id()");
    return lookup({ node: { all: [] } });
  });
  expect(seen).toBeNull();
  expect(await inMemory(ws, async (lookup) => (await lookup({ node: { all: [] } }))?.count)).toBe(3);
});

test("one workspace is not answered with the users of another", async () => {
  const [ours, theirs] = [await mintPeople(4, 5), await mintPeople(6, 5)];
  for (const { ws } of [ours, theirs]) {
    await countUsers(ws, everyone);
    await heldOf(ws).loading;
  }
  expect((await countUsers(ours.ws, everyone)).count).toBe(4);
  expect((await countUsers(theirs.ws, everyone)).count).toBe(6);
  const elsewhere = { ...theirs.ws, workspaceId: ours.ws.workspaceId };
  expect((await countUsers(elsewhere, everyone)).count).toBe(0);
  expect((await countUsers({ ...ours.ws, orgId: theirs.ws.orgId, db: theirs.ws.db }, everyone)).count).toBe(
    0,
  );
});

test("a server that was started again, and what does not fit into memory, are the database's to answer", async () => {
  const { ws } = await mintPeople(5, 5);
  const held = heldOf(ws);
  await countUsers(ws, everyone);
  await held.loading;
  expect(held.users?.size).toBe(5);
  if (held.users) held.users.instance = "another";
  expect((await countUsers(ws, everyone)).count).toBe(5);
  expect(held.users).toBeNull();
  resetUserColumns({ usersMin: 0, bytesMax: 10 });
  await countUsers(ws, everyone);
  await heldOf(ws).loading;
  expect(heldOf(ws).users).toBeNull();
  expect((await countUsers(ws, everyone)).count).toBe(5);
});
