import { expect, test } from "vitest";
import { describeUsers } from "@/lib/bulk-edits/read";
import type { WorkspaceCtx } from "@/lib/context";
import { listUserHistory } from "@/lib/users/list-history";
import { removeUsers, setFieldOfUsers } from "../support/bulk";
import { testDb } from "../support/db";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

/** Two users by hand, and one of a sync whose file fills Department but not Notes. */
async function three(ws: WorkspaceCtx) {
  const options = ["Sales", "Support"];
  const department = await mintField(ws, { label: "Department", type: "single_choice", options });
  const notes = await mintField(ws, { label: "Notes", type: "text" });
  const sync = await mintSync(ws, { name: "HR export" });
  await sql`update syncs set baseline = ${sql.json({ headers: ["ID", "Email", "Department"] })} where id = ${sync.id}`;
  const [sales = 0, support = 0] = department.options.map(({ id }) => id);
  const fields = { [department.id]: sales, [-1]: [7] };
  const first = await mintUser(ws, { fields });
  const second = await mintUser(ws);
  const synced = await mintUser(ws, {
    ...{ syncId: sync.id, externalId: `${sync.id}#1`, fingerprint: "ab".repeat(16) },
    fields,
  });
  const userIds = [first.id, second.id, synced.id];
  return { department, notes, sync, sales, support, first, second, synced, userIds };
}

const rowsOf = (ids: number[]) =>
  sql`select id::int, fields, version, edited_since_sync, fingerprint, state from users where id = any(${ids}) order by id`;
const auditOf = (ws: WorkspaceCtx) =>
  sql`select detail from audit_log where org_id = ${ws.orgId} and action = 'user.bulk_update'`;

test("a field that a file fills is set for users by hand only, and the others are counted", async () => {
  const ws = await workspace();
  const { department, support, first, second, synced, userIds } = await three(ws);
  const order = { userIds, fieldId: department.id, value: String(support) };
  expect(await setFieldOfUsers(ws, order)).toEqual({ changed: 2, same: 0, left: 1 });
  expect(await rowsOf(userIds)).toMatchObject([
    { fields: { [department.id]: support, "-1": [7] }, version: 2, edited_since_sync: false },
    { fields: { [department.id]: support }, version: 2, edited_since_sync: false },
    { fields: synced.fields, version: 1, edited_since_sync: false },
  ]);
  expect(await setFieldOfUsers(ws, order)).toEqual({ changed: 0, same: 2, left: 1 });
  expect(await auditOf(ws)).toMatchObject([{ detail: { field: "Department", users: 2 } }]);
  const { events } = await listUserHistory(ws, first);
  expect(events).toMatchObject([{ kind: "update", after: { fields: { [department.id]: support } } }]);
  expect((await listUserHistory(ws, second)).events).toHaveLength(1);
  expect((await listUserHistory(ws, synced)).events).toHaveLength(0);
});

test("a field that the file does not fill is set for users of a sync too, whose next run looks closely", async () => {
  const ws = await workspace();
  const { notes, userIds } = await three(ws);
  const order = { userIds, fieldId: notes.id, value: "moved" };
  expect(await setFieldOfUsers(ws, order)).toEqual({ changed: 3, same: 0, left: 0 });
  expect((await rowsOf(userIds))[2]).toMatchObject({
    version: 2,
    edited_since_sync: true,
    fingerprint: null,
  });
});

test("an empty value clears the field", async () => {
  const ws = await workspace();
  const { department, first } = await three(ws);
  const order = { userIds: [first.id], fieldId: department.id, value: "" };
  expect(await setFieldOfUsers(ws, order)).toEqual({ changed: 1, same: 0, left: 0 });
  expect((await rowsOf([first.id]))[0]?.fields).toEqual({ "-1": [7] });
});

test("a value that can't be used is refused, and nobody is changed", async () => {
  const ws = await workspace();
  const { userIds } = await three(ws);
  const born = await mintField(ws, { label: "Born", type: "date" });
  const wrong = setFieldOfUsers(ws, { userIds, fieldId: born.id, value: "1983-02-29" });
  await expect(wrong).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { value: expect.any(String) },
  });
  expect((await rowsOf(userIds)).map(({ version }) => version)).toEqual([1, 1, 1]);
});

test("removing takes users by hand only", async () => {
  const ws = await workspace();
  const { first, userIds } = await three(ws);
  expect(await removeUsers(ws, { userIds })).toEqual({ removed: 2, left: 1 });
  expect((await rowsOf(userIds)).map(({ state }) => state)).toEqual(["removed", "removed", "active"]);
  expect(await removeUsers(ws, { userIds })).toEqual({ removed: 0, left: 1 });
  expect((await listUserHistory(ws, first)).events).toMatchObject([{ kind: "remove" }]);
  expect(await auditOf(ws)).toHaveLength(1);
});

test("before a bulk edit it is known whose the users are and which fields their file fills", async () => {
  const ws = await workspace();
  const { department, sync, userIds, first } = await three(ws);
  await removeUsers(ws, { userIds: [first.id] });
  expect(await describeUsers(ws, { who: { userIds } })).toEqual({
    total: 2,
    manual: 1,
    owned: [{ syncId: sync.id, syncName: "HR export", users: 1, fieldIds: [department.id] }],
  });
});
