import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { users } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import { purgeAt } from "@/lib/model/limits";
import { createUser } from "@/lib/users/create";
import { listUserHistory } from "@/lib/users/list-history";
import { getUser } from "@/lib/users/read";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import type { UserInput } from "@/lib/users/schema";
import { updateUser } from "@/lib/users/update";
import { testDb } from "../support/db";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const at = new Date("2026-05-03T10:00:00Z");

async function workspace() {
  const { ctx } = await mintTenant({ clock: () => at });
  return mintWorkspace(ctx);
}

const ada: UserInput = {
  email: "Ada@Example.com",
  firstName: "Ada",
  lastName: "Byron",
  mobile: "",
  role: "participant",
  fields: {},
};

const edit = (user: typeof users.$inferSelect, change: Partial<UserInput> = {}) => {
  const { id, version, email, firstName, lastName, mobile, role } = user;
  return { id, version, email, firstName, lastName, mobile, role, fields: {}, ...change };
};

const rowOf = async (id: number) => (await sql`select * from users where id = ${id}`)[0];

/** A user whom a run of `sync` created from row 212. */
async function syncedUser(ws: WorkspaceCtx, values: Partial<typeof users.$inferInsert> = {}) {
  const sync = await mintSync(ws, { name: "HR" });
  const runId = randomUUID();
  const source = { path: "employees.csv", sizeBytes: 1, modifiedAt: null, sha256: "" };
  const file = { headers: ["ID", "Email", "Title"], sample: [] };
  await sql`insert into runs ${sql({
    id: runId,
    org_id: ws.orgId,
    workspace_id: ws.workspaceId,
    sync_id: sync.id,
    state: "succeeded",
    trigger: "schedule",
    requested_by_label: "Schedule",
    applied_at: new Date("2026-05-02T02:00:00Z"),
    applied_statuses: ["planned"],
    source: sql.json(source),
    file: sql.json(file),
  })}`;
  const user = await mintUser(ws, {
    syncId: sync.id,
    externalId: `${sync.id}#7`,
    fingerprint: "ab".repeat(16),
    lastRunId: runId,
    createdAt: new Date("2026-05-02T02:00:00Z"),
    ...values,
  });
  await sql`insert into changes (org_id, workspace_id, run_id, kind, csv_id, "row", line, email, first_name, fields)
            values (${ws.orgId}, ${ws.workspaceId}, ${runId}, 'create', '7', 212, 212, ${user.email}, '', '{}')`;
  return { sync, user, runId };
}

test("a user added by hand belongs to no sync and keeps the values typed, in the form they are stored in", async () => {
  const ws = await workspace();
  const born = await mintField(ws, { label: "Birthdate", type: "date" });
  const hours = await mintField(ws, { label: "Hours", type: "number" });
  const team = await mintField(ws, { label: "Teams", type: "multiple_choice", options: ["A", "B", "C"] });
  const [a, , c] = team.options.map((option) => option.id);
  const fields = { [born.id]: "1984-01-23", [hours.id]: "037.50", [team.id]: [String(c), String(a)] };
  const { id } = await createUser(ws, { ...ada, fields });
  expect(await getUser(ws, { id })).toMatchObject({
    email: "Ada@Example.com",
    source: null,
    owned: null,
    fields: { [born.id]: "1984-01-23", [hours.id]: "37.5", [team.id]: [a, c] },
  });
});

test("an address that differs only in letter case is refused beside the address", async () => {
  const ws = await workspace();
  await createUser(ws, ada);
  await expect(createUser(ws, { ...ada, email: "ADA@example.com" })).rejects.toMatchObject({
    code: "conflict",
    fieldErrors: { email: expect.any(String) },
  });
});

test("values that can't be used are refused beside their fields, and nobody is added", async () => {
  const ws = await workspace();
  const born = await mintField(ws, { label: "Birthdate", type: "date" });
  const team = await mintField(ws, { label: "Team", type: "single_choice", options: ["A"] });
  const wrong = createUser(ws, { ...ada, fields: { [born.id]: "1983-02-29", [team.id]: "999" } });
  await expect(wrong).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { [`fields.${born.id}`]: expect.any(String), [`fields.${team.id}`]: expect.any(String) },
  });
  expect(await sql`select from users where workspace_id = ${ws.workspaceId}`).toHaveLength(0);
});

test("editing a user of a sync marks it, so that the next run looks closely", async () => {
  const ws = await workspace();
  const { user } = await syncedUser(ws);
  expect(await updateUser(ws, edit(user, { lastName: "King" }))).toEqual({ changed: true });
  expect(await rowOf(user.id)).toMatchObject({
    last_name: "King",
    edited_since_sync: true,
    fingerprint: null,
    version: 2,
  });
});

test("saving without a change, or only another role, marks nothing", async () => {
  const ws = await workspace();
  const { user } = await syncedUser(ws);
  expect(await updateUser(ws, edit(user))).toEqual({ changed: false });
  expect(await rowOf(user.id)).toMatchObject({ edited_since_sync: false, version: 1 });
  await updateUser(ws, edit(user, { role: "author" }));
  const row = await rowOf(user.id);
  expect(row).toMatchObject({ role: "author", edited_since_sync: false, version: 2 });
  expect(row?.fingerprint).not.toBeNull();
});

test("an edit of a form that was filled before someone else's change is refused", async () => {
  const ws = await workspace();
  const user = await mintUser(ws);
  await updateUser(ws, edit(user, { firstName: "First" }));
  await expect(updateUser(ws, edit(user, { firstName: "Second" }))).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await rowOf(user.id)).toMatchObject({ first_name: "First" });
});

test("fields that the form does not name keep their values", async () => {
  const ws = await workspace();
  const title = await mintField(ws, { label: "Title", type: "text" });
  const note = await mintField(ws, { label: "Note", type: "text" });
  const user = await mintUser(ws, { fields: { [title.id]: "Lead", [note.id]: "x" } });
  await updateUser(ws, edit(user, { fields: { [note.id]: "" } }));
  expect(await rowOf(user.id)).toMatchObject({ fields: { [title.id]: "Lead" } });
});

test("a removed user frees the address, and is restored with everything for 30 days", async () => {
  const ws = await workspace();
  const { id } = await createUser(ws, ada);
  expect(await removeUser(ws, { id })).toEqual({ purgeAt: purgeAt(at, 30) });
  expect(purgeAt(at, 30)).toEqual(new Date("2026-06-02T10:00:00Z"));
  expect(await getUser(ws, { id })).toMatchObject({ state: "removed", purgeAt: purgeAt(at, 30) });
  await restoreUser(ws, { id });
  expect(await getUser(ws, { id })).toMatchObject({ state: "active", firstName: "Ada", purgeAt: null });
});

test("a removed user whose address was taken meanwhile is not restored, and the reason says so", async () => {
  const ws = await workspace();
  const { id } = await createUser(ws, ada);
  await removeUser(ws, { id });
  await createUser(ws, { ...ada, firstName: "Other" });
  await expect(restoreUser(ws, { id })).rejects.toMatchObject({
    code: "conflict",
    message: "Ada@Example.com now belongs to another user.",
  });
  expect(await rowOf(id)).toMatchObject({ state: "removed" });
});

test("removing a user of a sync by hand makes its next run look", async () => {
  const ws = await workspace();
  const { user } = await syncedUser(ws);
  await removeUser(ws, { id: user.id });
  expect(await rowOf(user.id)).toMatchObject({ state: "removed", edited_since_sync: true, version: 2 });
});

test("a user's page says which sync owns them, what it fills, and the row that it came from", async () => {
  const ws = await workspace();
  const title = await mintField(ws, { label: "Title", type: "text" });
  await mintField(ws, { label: "Note", type: "text" });
  const { user, sync, runId } = await syncedUser(ws);
  expect(await getUser(ws, { id: user.id })).toMatchObject({
    csvId: "7",
    source: { syncId: sync.id, syncName: "HR" },
    owned: { fieldIds: [title.id], lastRun: { id: runId, fileName: "employees.csv" } },
  });
});

test("a user's history starts with the row of the file and goes on with edits by hand", async () => {
  const ws = await workspace();
  const { user } = await syncedUser(ws);
  await updateUser(ws, edit(user, { lastName: "King", role: "author" }));
  await removeUser(ws, { id: user.id });
  const { events } = await listUserHistory(ws, user);
  expect(events.map(({ by, kind }) => `${by} ${kind}`)).toEqual([
    "member remove",
    "member update",
    "run create",
  ]);
  expect(events[1]).toMatchObject({
    role: { from: "participant", to: "author" },
    after: { lastName: "King" },
  });
  expect(events[2]).toMatchObject({ fileName: "employees.csv", row: 212, syncName: "HR" });
});

test("a change that was planned but never applied is no history", async () => {
  const ws = await workspace();
  const { user, runId } = await syncedUser(ws);
  await sql`update runs set applied_statuses = '{}' where id = ${runId}`;
  expect((await listUserHistory(ws, user)).events).toEqual([]);
});

test("the audit log names what was changed, never a value", async () => {
  const ws = await workspace();
  const { id } = await createUser(ws, ada);
  const user = await getUser(ws, { id });
  await updateUser(ws, { ...ada, id, version: user.version, lastName: "Lovelace" });
  const rows =
    await sql`select action, target_label, detail::text as detail from audit_log where org_id = ${ws.orgId}`;
  expect(rows.map((row) => row.action)).toEqual(["user.create", "user.update"]);
  expect(JSON.stringify(rows)).not.toMatch(/Ada|Byron|Lovelace|example\.com/i);
});

test("an edit leaves the teams that files gave as they are", async () => {
  const ws = await workspace();
  const { user } = await syncedUser(ws, { fields: { [-1]: [4, 7], [-2]: [4] } });
  await updateUser(ws, edit(user, { lastName: "King" }));
  expect((await rowOf(user.id))?.fields).toEqual({ "-1": [4, 7], "-2": [4] });
});
