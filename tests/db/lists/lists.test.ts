import { expect, test } from "vitest";
import { pageLists, pages } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { addListUsers, removeListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { deleteList } from "@/lib/lists/delete";
import { exportListMembers } from "@/lib/lists/export-members";
import { listListMembers } from "@/lib/lists/memberships";
import { previewRule } from "@/lib/lists/preview-rule";
import { countList, getList, listLists } from "@/lib/lists/read";
import { updateList } from "@/lib/lists/update";
import type { Condition, RuleGroup } from "@/lib/model/rule";
import { listsOfUser } from "@/lib/rules/membership.store";
import { readCursor } from "@/lib/users/query";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { recordsOf, saved } from "../../support/csv";
import { testDb } from "../../support/db";
import { mintField, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

const all = (...rules: RuleGroup["rules"]): RuleGroup => ({ match: "all", rules });
const lastName = (op: "starts_with" | "is", text: string): Condition => ({
  on: "text",
  part: "lastName",
  op,
  text,
});

async function mintPlace() {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const field = await mintField(ws, {
    label: "Department",
    type: "multiple_choice",
    options: ["Sales", "Care"],
  });
  const [sales = 0, care = 0] = field.options.map(({ id }) => id);
  return { ws, field, sales, care };
}

const dynamic = (ws: WorkspaceCtx, name: string, rule: RuleGroup) =>
  createList(ws, { name, description: "", kind: "dynamic", rule });
const byHand = (ws: WorkspaceCtx, name: string) =>
  createList(ws, { name, description: "", kind: "static", rule: null });

async function names(ws: WorkspaceCtx, id: number): Promise<string[]> {
  const { members } = await listListMembers(ws, { id, search: "" }, null);
  return members.map((member) => member.lastName);
}

test("a list by rule has whoever it holds for, and says why in words", async () => {
  const { ws, field, sales, care } = await mintPlace();
  await mintUser(ws, { lastName: "Aho", fields: { [field.id]: [sales] } });
  await mintUser(ws, { lastName: "Berg", fields: { [field.id]: [care] } });
  await mintUser(ws, { lastName: "Cox", fields: { [field.id]: [sales], state: null }, state: "removed" });
  const rule = all(
    { on: "field", fieldId: field.id, op: "is_any_of", optionIds: [sales, care] },
    lastName("is", "AHO"),
  );
  const { id } = await dynamic(ws, "Sellers", rule);
  const { members } = await listListMembers(ws, { id, search: "" }, null);
  expect(members.map(({ reasons }) => reasons)).toEqual([
    ["Department includes Sales", "Last name is “AHO”"],
  ]);
  expect(await countList(ws, { id })).toBe(1);
  expect((await getList(ws, { id })).words).toBe("Department includes Sales or Care, and Last name is “AHO”");
});

test("users page by name in both directions, and are found by search", async () => {
  const { ws } = await mintPlace();
  const wanted = Array.from({ length: 120 }, (_, at) => `L${String(at).padStart(3, "0")}`);
  for (const name of wanted) await mintUser(ws, { lastName: name, firstName: "Anna" });
  await mintUser(ws, { lastName: "Other" });
  const { id } = await dynamic(ws, "L", all(lastName("starts_with", "l")));
  const seen: string[] = [];
  let page = await listListMembers(ws, { id, search: "" }, null);
  for (;;) {
    seen.push(...page.members.map((member) => member.lastName));
    if (!page.next) break;
    page = await listListMembers(ws, { id, search: "" }, readCursor(page.next));
  }
  expect(seen).toEqual(wanted);
  const back = await listListMembers(ws, { id, search: "" }, readCursor(page.previous ?? ""));
  expect(back.members.map((member) => member.lastName)).toEqual(wanted.slice(50, 100));
  expect((await listListMembers(ws, { id, search: "anna l007" }, null)).members).toHaveLength(1);
  expect(await countList(ws, { id, search: "l01" })).toBe(10);
});

test("removed users are in no list, and in theirs again once restored", async () => {
  const { ws } = await mintPlace();
  const user = await mintUser(ws, { lastName: "Aho" });
  const rule = await dynamic(ws, "By rule", { match: "none", rules: [lastName("is", "Berg")] });
  const hand = await byHand(ws, "By hand");
  await addListUsers(ws, { id: hand.id, userIds: [user.id] });
  const lists = () => ws.db.run((tx) => listsOfUser(tx, ws, user.id));
  expect((await lists()).map(({ name }) => name)).toEqual(["By hand", "By rule"]);
  await removeUser(ws, { id: user.id });
  expect(await lists()).toEqual([]);
  expect([await names(ws, rule.id), await names(ws, hand.id)]).toEqual([[], []]);
  await restoreUser(ws, { id: user.id });
  expect(await lists()).toHaveLength(2);
});

test("a rule that names something deleted lets nobody in, not even by 'none of', and says why", async () => {
  const { ws, field, sales } = await mintPlace();
  await mintUser(ws, { lastName: "Aho" });
  const condition: Condition = { on: "field", fieldId: field.id, op: "is_any_of", optionIds: [sales] };
  const { id } = await dynamic(ws, "Not in sales", { match: "none", rules: [condition] });
  expect(await countList(ws, { id })).toBe(1);
  // No verb deletes a field that a list asks for; a list that was made meanwhile may still be left with it.
  await testDb().sql`delete from profile_fields where id = ${field.id}`;
  expect(await countList(ws, { id })).toBe(0);
  expect((await getList(ws, { id })).problems).toEqual([
    { path: [0], message: "The profile field of this condition was deleted. Choose another one." },
  ]);
  await expect(dynamic(ws, "Again", { match: "none", rules: [condition] })).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { "rule.0": expect.stringContaining("was deleted") },
  });
});

test("an empty rule is refused, and holds for nobody", async () => {
  const { ws } = await mintPlace();
  await mintUser(ws);
  await expect(dynamic(ws, "Everyone", all())).rejects.toMatchObject({ code: "invalid_input" });
  expect((await previewRule(ws, { rule: all({ match: "none", rules: [] }) })).count).toBe(0);
});

test("a preview counts, shows some, and says what is wrong where", async () => {
  const { ws } = await mintPlace();
  for (let at = 0; at < 7; at++) await mintUser(ws, { lastName: "Aho" });
  const told = await previewRule(ws, { rule: all(lastName("is", "aho")) });
  expect([told.count, told.sample.length, told.words]).toEqual([7, 5, "Last name is “aho”"]);
  const broken = await previewRule(ws, {
    rule: all(lastName("is", "aho"), { on: "team", op: "in", teamIds: [99] }),
  });
  expect([broken.count, broken.problems[0]?.path]).toEqual([0, [1]]);
});

test("users are put on a static list once, and taken off; a list by rule takes none", async () => {
  const { ws } = await mintPlace();
  const [aho, gone] = [await mintUser(ws, { lastName: "Aho" }), await mintUser(ws, { state: "removed" })];
  const { id } = await byHand(ws, "Board");
  const userIds = [aho.id, gone.id];
  expect(await addListUsers(ws, { id, userIds })).toEqual({ added: 1 });
  expect(await addListUsers(ws, { id, userIds })).toEqual({ added: 0 });
  const { members } = await listListMembers(ws, { id, search: "" }, null);
  expect(members.map(({ addedBy }) => addedBy)).toEqual([ws.actor.label]);
  expect(await removeListUsers(ws, { id, userIds })).toEqual({ removed: 1 });
  expect(await names(ws, id)).toEqual([]);
  const rule = await dynamic(ws, "Rule", all(lastName("is", "Aho")));
  await expect(addListUsers(ws, { id: rule.id, userIds })).rejects.toMatchObject({ code: "conflict" });
});

test("a list that a page uses can't be deleted, and the page is named", async () => {
  const { ws } = await mintPlace();
  const { id } = await byHand(ws, "Board");
  const where = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  const [page] = await ws.db.run((tx) =>
    tx
      .insert(pages)
      .values({ ...where, title: "Minutes", slug: "minutes" })
      .returning(),
  );
  await ws.db.run((tx) => tx.insert(pageLists).values({ ...where, pageId: page?.id ?? 0, listId: id }));
  await expect(deleteList(ws, { id })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("“Minutes”"),
  });
  expect((await listLists(ws))[0]?.pages).toEqual([{ id: page?.id, title: "Minutes" }]);
  await ws.db.run((tx) => tx.delete(pageLists));
  await deleteList(ws, { id });
  expect(await listLists(ws)).toEqual([]);
});

test("a name is taken once, in any case", async () => {
  const { ws } = await mintPlace();
  await byHand(ws, "Board");
  await expect(byHand(ws, "BOARD")).rejects.toMatchObject({
    code: "conflict",
    fieldErrors: { name: expect.any(String) },
  });
});

test("only a changed rule moves the time that the rule is told to be from", async () => {
  const { ws } = await mintPlace();
  const rule = all(lastName("is", "Aho"));
  const { id } = await dynamic(ws, "A", rule);
  const { ruleAt } = await getList(ws, { id });
  await updateList(ws, { id, name: "B", description: "", rule });
  expect((await getList(ws, { id })).ruleAt).toEqual(ruleAt);
  await updateList(ws, { id, name: "B", description: "", rule: all(lastName("is", "Berg")) });
  expect((await getList(ws, { id })).ruleAt > ruleAt).toBe(true);
});

test("the download has the columns that an upload reads, and nothing that a spreadsheet runs", async () => {
  const { ws, field, sales, care } = await mintPlace();
  await mintUser(ws, {
    ...{ firstName: "=1+1", lastName: "Aho", email: "aho@example.com", mobile: "+358 40 1" },
    fields: { [field.id]: [sales, care] },
  });
  await mintUser(ws, { lastName: "Berg" });
  const { id } = await dynamic(ws, "A", all(lastName("is", "aho")));
  const download = await exportListMembers(ws, { id });
  expect(download.fileName).toMatch(/^rollcall-a-\d{4}-\d\d-\d\d-users\.csv$/);
  expect(await recordsOf(await saved(download))).toEqual([
    {
      ...{
        ID: "",
        Email: "aho@example.com",
        "First name": "'=1+1",
        "Last name": "Aho",
        Mobile: "'+358 40 1",
      },
      Department: "Sales\nCare",
    },
  ]);
});
