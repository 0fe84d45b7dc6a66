import { expect, test } from "vitest";
import { pageLists, pages, teamMembers } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { addListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { type EffectPart, type EffectTarget, getRunEffects } from "@/lib/lists/get-run-effects";
import { listEffectPeople } from "@/lib/lists/list-effect-people";
import { listListRuns } from "@/lib/lists/list-runs";
import { listUserMemberships } from "@/lib/lists/memberships";
import { countList } from "@/lib/lists/read";
import type { RuleGroup } from "@/lib/model/rule";
import { createTeam } from "@/lib/teams/create";
import { updateUser } from "@/lib/users/update";
import { testDb } from "../../support/db";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const HEADER = "ID,Email,First name,Last name,Mobile,Department,Team(s)";
const row = (id: number, department: string, team = "") =>
  `${id},u${id}@example.com,F${id},L${id},,${department},${team}`;
const file = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;
const all = (...rules: RuleGroup["rules"]): RuleGroup => ({ match: "all", rules });

/** A sync, a team, a list of Sales, a page that it opens, and one that is open to everyone. */
async function mintPlace({ holdsFirst = false } = {}) {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const field = await mintField(ws, {
    label: "Department",
    type: "single_choice",
    options: ["Sales", "Care"],
  });
  const sync = await mintSync(ws, {
    mapping: { columns: { "Team(s)": { kind: "teams", blank: "clear" } } },
    guardSettings: { ...NO_GUARDS, ...(holdsFirst ? { firstRun: undefined } : {}) },
  });
  const north = await createTeam(ws, { name: "North", aliases: [] });
  const optionIds = [field.options[0]?.id ?? 0];
  const rule = all({ on: "field", fieldId: field.id, op: "is_any_of", optionIds });
  const sales = await createList(ws, { name: "Sales", description: "", kind: "dynamic", rule });
  const page = await mintPage(ws, "lists", sales.id);
  await mintPage(ws, "everyone");
  return { ws, sync, field, sales: sales.id, page, north: north.id };
}

async function mintPage(ws: WorkspaceCtx, audience: "everyone" | "lists", listId?: number): Promise<number> {
  const where = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  return ws.db.run(async (tx) => {
    const [page] = await tx
      .insert(pages)
      .values({ ...where, title: `For ${audience}`, slug: audience, audience })
      .returning();
    const pageId = page?.id ?? 0;
    if (listId) await tx.insert(pageLists).values({ ...where, pageId, listId });
    return pageId;
  });
}

async function effects(ws: WorkspaceCtx, runId: string, part: EffectPart) {
  const found = await getRunEffects(ws, { runId, part });
  const told = (each: (typeof found)["lists"]) =>
    each.map(({ name, gained, lost }) => `${name} +${gained} -${lost}`);
  return [...told(found.lists), ...told(found.pages), ...told(found.teams)];
}

const people = async (
  ws: WorkspaceCtx,
  runId: string,
  part: EffectPart,
  target: EffectTarget,
  side: "gained" | "lost",
) => (await listEffectPeople(ws, { runId, part, target, side, after: null })).people.map(({ name }) => name);

test("a list is what the users are the moment a run was applied, and the run says who came and went", async () => {
  const { ws, sync, sales, page, north } = await mintPlace();
  const first = await runFile(
    ws,
    sync.id,
    file(row(1, "Sales", "North"), row(2, "Sales"), row(3, "Care", "North")),
  );
  expect(first.state).toBe("succeeded");
  expect(await countList(ws, { id: sales })).toBe(2);
  expect(await effects(ws, first.id, "done")).toEqual([
    ...["Sales +2 -0", "For lists +2 -0", "For everyone +3 -0", "North +2 -0"],
  ]);
  const second = await runFile(ws, sync.id, file(row(1, "Care", "North"), row(3, "Sales"), row(4, "Care")));
  expect(await countList(ws, { id: sales })).toBe(1);
  expect(await effects(ws, second.id, "done")).toEqual([
    ...["Sales +1 -2", "For lists +1 -2", "For everyone +1 -1", "North +0 -1"],
  ]);
  const target = { kind: "list" as const, id: sales };
  expect(await people(ws, second.id, "done", target, "gained")).toEqual(["F3 L3"]);
  expect((await people(ws, second.id, "done", target, "lost")).sort()).toEqual(["F1 L1", "F2 L2"]);
  expect(await people(ws, second.id, "done", { kind: "page", id: page }, "gained")).toEqual(["F3 L3"]);
  expect(await people(ws, second.id, "done", { kind: "team", id: north }, "lost")).toEqual(["F3 L3"]);
  const { runs } = await listListRuns(ws, { id: sales, before: null });
  expect(runs.map(({ runId, joined, left }) => [runId, joined, left])).toEqual([
    [second.id, 1, 2],
    [first.id, 2, 0],
  ]);
});

test("a held run says what it would do, and a new team is named before it is there", async () => {
  const { ws, sync, sales } = await mintPlace({ holdsFirst: true });
  const held = await runFile(ws, sync.id, file(row(1, "Sales", "South"), row(2, "Care", "South")));
  expect(held.state).toBe("held");
  expect(await countList(ws, { id: sales })).toBe(0);
  const found = await getRunEffects(ws, { runId: held.id, part: "planned" });
  expect(await effects(ws, held.id, "done")).toEqual([]);
  expect(found.lists.map(({ gained }) => gained)).toEqual([1]);
  expect(found.teams).toMatchObject([{ name: "South", gained: 2, lost: 0, isNew: true }]);
  expect(found.additions).toEqual([{ field: null, names: ["South"] }]);
  const target = found.teams[0]?.target ?? { kind: "team" as const, id: 0 };
  expect(await people(ws, held.id, "planned", target, "gained")).toEqual(["F1 L1", "F2 L2"]);
});

test("what a file takes from someone who is in the team by hand is no loss, and a removal is one", async () => {
  const { ws, sync, north } = await mintPlace();
  await runFile(ws, sync.id, file(row(1, "Care", "North"), row(2, "Care"), row(3, "Care")));
  const [one, two, three] = await testDb()
    .sql`select id::int from users where workspace_id = ${ws.workspaceId} order by email`;
  const hand = (userId: number) => ({
    ...{ orgId: ws.orgId, workspaceId: ws.workspaceId, teamId: north, userId, addedBy: "test" },
    role: "member" as const,
  });
  await ws.db.run((tx) => tx.insert(teamMembers).values([hand(one?.id), hand(two?.id), hand(three?.id)]));
  const run = await runFile(ws, sync.id, file(row(1, "Care"), row(4, "Care")));
  expect(await effects(ws, run.id, "done")).toEqual(["For everyone +1 -2", "North +0 -2"]);
  expect(await people(ws, run.id, "done", { kind: "team", id: north }, "lost")).toEqual(["F2 L2", "F3 L3"]);
});

test("removed and restored users leave static lists and come back to them", async () => {
  const { ws, sync } = await mintPlace();
  await runFile(ws, sync.id, file(row(1, "Care"), row(2, "Care")));
  const [one] = await testDb()
    .sql`select id::int from users where workspace_id = ${ws.workspaceId} order by email`;
  const { id } = await createList(ws, { name: "Board", description: "", kind: "static", rule: null });
  await addListUsers(ws, { id, userIds: [one?.id] });
  const without = await runFile(ws, sync.id, file(row(2, "Care")));
  expect(await effects(ws, without.id, "done")).toEqual(["Board +0 -1", "For everyone +0 -1"]);
  expect(await countList(ws, { id })).toBe(0);
  const again = await runFile(ws, sync.id, file(row(1, "Care"), row(2, "Care")));
  expect(await effects(ws, again.id, "done")).toEqual(["Board +1 -0", "For everyone +1 -0"]);
  expect(await countList(ws, { id })).toBe(1);
  const [mine] = await listUserMemberships(ws, { userId: one?.id });
  expect(mine?.since).toMatchObject({ what: "run", runId: again.id });
});

test("since when: the last time that the rule came to hold, by a run or by hand, never before the list was there", async () => {
  const { ws, sync, field, sales } = await mintPlace();
  const first = await runFile(ws, sync.id, file(row(1, "Sales"), row(2, "Sales")));
  const second = await runFile(ws, sync.id, file(row(1, "Care"), row(2, "Sales")));
  const third = await runFile(ws, sync.id, file(row(1, "Sales"), row(2, "Sales")));
  await runFile(ws, sync.id, file(row(1, "Sales").replace("F1", "New"), row(2, "Sales")));
  const [one, two] = await testDb()
    .sql`select id::int, version from users where workspace_id = ${ws.workspaceId} order by external_id`;
  const since = async (userId: number) =>
    (await listUserMemberships(ws, { userId })).find(({ list }) => list.id === sales)?.since;
  expect(await since(one?.id)).toMatchObject({ what: "run", runId: third.id });
  expect(await since(two?.id)).toMatchObject({ what: "start", at: first.appliedAt });
  expect(second.state).toBe("succeeded");

  const person = {
    email: "u2@example.com",
    firstName: "F2",
    lastName: "L2",
    mobile: "",
    role: "participant" as const,
  };
  const option = (at: number) => ({ fields: { [field.id]: String(field.options[at]?.id) } });
  await updateUser(ws, { id: two?.id, version: two?.version, ...person, ...option(1) });
  await updateUser(ws, { id: two?.id, version: two?.version + 1, ...person, ...option(0) });
  expect(await since(two?.id)).toMatchObject({ what: "member", by: ws.actor.label });

  const rule = all({ on: "text", part: "email", op: "contains", text: "@" });
  const late = await createList(ws, { name: "Late", description: "", kind: "dynamic", rule });
  const [mine] = (await listUserMemberships(ws, { userId: one?.id })).filter(
    ({ list }) => list.id === late.id,
  );
  expect(mine).toMatchObject({ since: { what: "rule" }, reasons: ["E-mail contains “@”"] });
});
