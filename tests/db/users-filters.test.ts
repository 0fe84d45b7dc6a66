import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createTeam } from "@/lib/teams/create";
import type { UserFilter } from "@/lib/users/filters";
import { listUsers } from "@/lib/users/list";
import type { UserQuery } from "@/lib/users/query";
import { countUsers } from "@/lib/users/read";
import { addUsersToTeam } from "@/lib/users/teams/assign";
import { testDb } from "../support/db";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

/** First names of those who answer, after the count was seen to agree. */
async function found(ws: WorkspaceCtx, filters: UserFilter[], query: Partial<UserQuery> = {}) {
  const asked: UserQuery = { search: "", state: "active", source: null, ...query, filters };
  const page = await listUsers(ws, asked, { sort: "newest", cursor: null });
  expect(await countUsers(ws, asked)).toEqual({ count: page.users.length, more: false });
  return page.users.map(({ firstName }) => firstName).reverse();
}

test("a text field: is, contains and empty", async () => {
  const ws = await workspace();
  const { id: fieldId } = await mintField(ws, { label: "Title", type: "text" });
  await mintUser(ws, { firstName: "chief", fields: { [fieldId]: "Chief Nurse" } });
  await mintUser(ws, { firstName: "nurse", fields: { [fieldId]: "nurse" } });
  await mintUser(ws, { firstName: "none" });
  const on = { on: "field", fieldId } as const;
  expect(await found(ws, [{ ...on, op: "contains", text: "nurse" }])).toEqual(["chief", "nurse"]);
  expect(await found(ws, [{ ...on, op: "is", text: "NURSE" }])).toEqual(["nurse"]);
  expect(await found(ws, [{ ...on, op: "is_empty" }])).toEqual(["none"]);
});

test("a number or a date from and to, both ends included, and either left open", async () => {
  const ws = await workspace();
  const hours = await mintField(ws, { label: "Hours", type: "number" });
  const born = await mintField(ws, { label: "Born", type: "date" });
  for (const [firstName, number, day] of [
    ["a", "-5", "1999-12-31"],
    ["b", "9.5", "2000-01-01"],
    ["c", "10", "2000-06-30"],
    ["d", "100", "2001-01-01"],
  ] as const) {
    await mintUser(ws, { firstName, fields: { [hours.id]: number, [born.id]: day } });
  }
  await mintUser(ws, { firstName: "none" });
  const number = (from: string, to: string): UserFilter[] => [
    { on: "range", type: "number", fieldId: hours.id, from, to },
  ];
  const date = (from: string, to: string): UserFilter[] => [
    { on: "range", type: "date", fieldId: born.id, from, to },
  ];
  expect(await found(ws, number("9.5", "10"))).toEqual(["b", "c"]);
  expect(await found(ws, number("", "9.5"))).toEqual(["a", "b"]);
  expect(await found(ws, number("10", ""))).toEqual(["c", "d"]);
  expect(await found(ws, date("2000-01-01", "2000-12-31"))).toEqual(["b", "c"]);
  expect(await found(ws, date("", "1999-12-31"))).toEqual(["a"]);
  expect(await found(ws, date("2001-01-01", ""))).toEqual(["d"]);
});

test("any of several options, of one choice and of several, and no value", async () => {
  const ws = await workspace();
  const site = await mintField(ws, {
    label: "Site",
    type: "single_choice",
    options: ["Oulu", "Turku", "Kemi"],
  });
  const skills = await mintField(ws, { label: "Skills", type: "multiple_choice", options: ["A", "B", "C"] });
  const [oulu = 0, turku = 0] = site.options.map(({ id }) => id);
  const [a = 0, b = 0, c = 0] = skills.options.map(({ id }) => id);
  await mintUser(ws, { firstName: "oulu", fields: { [site.id]: oulu, [skills.id]: [a, b] } });
  await mintUser(ws, { firstName: "turku", fields: { [site.id]: turku, [skills.id]: [c] } });
  await mintUser(ws, { firstName: "none" });
  const any = (fieldId: number, optionIds: number[]): UserFilter => {
    return { on: "field", fieldId, op: "is_any_of", optionIds };
  };
  expect(await found(ws, [any(site.id, [oulu, turku])])).toEqual(["oulu", "turku"]);
  expect(await found(ws, [any(skills.id, [b, c])])).toEqual(["oulu", "turku"]);
  expect(await found(ws, [any(skills.id, [b]), any(site.id, [turku])])).toEqual([]);
  expect(await found(ws, [{ on: "field", fieldId: skills.id, op: "is_empty" }])).toEqual(["none"]);
});

test("team and manager of, by file or by hand; source and role", async () => {
  const ws = await workspace();
  const sync = await mintSync(ws);
  const [sales, support] = [
    await createTeam(ws, { name: "Sales", aliases: [] }),
    await createTeam(ws, { name: "Support", aliases: [] }),
  ];
  await mintUser(ws, {
    firstName: "file",
    fields: { [-1]: [sales.id], [-2]: [support.id] },
    syncId: sync.id,
    externalId: `${sync.id}#1`,
  });
  const hand = await mintUser(ws, { firstName: "hand", role: "author" });
  await mintUser(ws, { firstName: "none" });
  await addUsersToTeam(ws, { teamId: sales.id, role: "member", userIds: [hand.id] });
  await addUsersToTeam(ws, { teamId: sales.id, role: "manager", userIds: [hand.id] });
  const team = (on: "team" | "manages", ...teamIds: number[]): UserFilter[] => [{ on, op: "in", teamIds }];
  expect(await found(ws, team("team", sales.id))).toEqual(["file", "hand"]);
  expect(await found(ws, team("team", support.id))).toEqual([]);
  expect(await found(ws, team("manages", sales.id))).toEqual(["hand"]);
  expect(await found(ws, team("manages", sales.id, support.id))).toEqual(["file", "hand"]);
  expect(await found(ws, [{ on: "team", op: "not_in", teamIds: [] }])).toEqual(["none"]);
  expect(await found(ws, [{ on: "source", op: "in", syncIds: [sync.id] }])).toEqual(["file"]);
  expect(await found(ws, [{ on: "source", op: "in", syncIds: [null] }])).toEqual(["hand", "none"]);
  expect(await found(ws, [{ on: "role", op: "in", roles: ["author", "admin"] }])).toEqual(["hand"]);
});

test("lists: picked by hand, by rule, and not in; filters go with a search and with removed users", async () => {
  const ws = await workspace();
  const { id: fieldId } = await mintField(ws, { label: "Title", type: "text" });
  const kim = await mintUser(ws, { firstName: "Kim", fields: { [fieldId]: "Nurse" } });
  await mintUser(ws, { firstName: "Kimi" });
  await mintUser(ws, {
    firstName: "gone",
    fields: { [fieldId]: "Nurse" },
    state: "removed",
    removedAt: new Date(),
  });
  const rule = { match: "all", rules: [{ on: "field", fieldId, op: "is", text: "nurse" }] };
  const lists = await sql`insert into user_lists (org_id, workspace_id, name, kind, rule, created_by) values
    (${ws.orgId}, ${ws.workspaceId}, 'Picked', 'static', null, 'me'),
    (${ws.orgId}, ${ws.workspaceId}, 'Nurses', 'dynamic', ${sql.json(rule)}, 'me') returning id::int`;
  const [picked = 0, nurses = 0] = lists.map((list) => Number(list.id));
  await sql`insert into user_list_members (org_id, workspace_id, list_id, user_id, added_by)
    values (${ws.orgId}, ${ws.workspaceId}, ${picked}, ${kim.id}, 'me')`;
  const list = (listId: number, op: "in" | "not_in" = "in"): UserFilter => ({ on: "list", op, listId });
  expect(await found(ws, [list(picked)])).toEqual(["Kim"]);
  expect(await found(ws, [list(nurses)])).toEqual(["Kim"]);
  expect(await found(ws, [list(nurses, "not_in")], { search: "kim" })).toEqual(["Kimi"]);
  expect(await found(ws, [list(nurses)], { state: "removed" })).toEqual([]);
  const titled: UserFilter = { on: "field", fieldId, op: "is", text: "nurse" };
  expect(await found(ws, [titled], { state: "removed" })).toEqual(["gone"]);
});

test("a filter by something that is gone, or never was the workspace's, finds nobody", async () => {
  const ws = await workspace();
  await mintUser(ws);
  const elsewhere = await mintField(await workspace(), { label: "Title", type: "text" });
  expect(await found(ws, [{ on: "field", fieldId: elsewhere.id, op: "is_empty" }])).toEqual([]);
  expect(await found(ws, [{ on: "team", op: "not_in", teamIds: [999_999] }])).toEqual([]);
  expect(await found(ws, [{ on: "list", op: "not_in", listId: 999_999 }])).toEqual([]);
});

test("the chosen columns hold values in words, several for several", async () => {
  const ws = await workspace();
  const skills = await mintField(ws, { label: "Skills", type: "multiple_choice", options: ["A", "B"] });
  const team = await createTeam(ws, { name: "Sales", aliases: [] });
  await mintUser(ws, {
    mobile: "+358 1",
    fields: { [skills.id]: skills.options.map(({ id }) => id), [-2]: [team.id] },
  });
  const columns = ["mobile", "teams", "manages", `field-${skills.id}`];
  const query: UserQuery = { search: "", state: "active", source: null };
  const { users } = await listUsers(ws, query, { sort: "name", cursor: null, columns });
  expect(users[0]?.cells).toEqual({
    mobile: ["+358 1"],
    teams: [],
    manages: ["Sales"],
    [`field-${skills.id}`]: ["A", "B"],
  });
});
