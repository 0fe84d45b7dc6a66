import { expect, test } from "vitest";
import { auditLog } from "@/drizzle/schema";
import type { AuditAction } from "@/lib/audit/phrases";
import type { AuditFilter, AuditPlace } from "@/lib/audit/store";
import { writeAudit } from "@/lib/audit/write-audit";
import { exportAuditLog } from "@/lib/audit-log/export";
import { type AuditPage, listAuditEntries } from "@/lib/audit-log/list";
import { tenantDb } from "@/lib/db/tenant";
import { addListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { updateList } from "@/lib/lists/update";
import { updateSyncMapping } from "@/lib/syncs/update";
import { removeUser } from "@/lib/users/remove";
import { linesOf, saved } from "../support/csv";
import { testDb } from "../support/db";
import {
  mintField,
  mintSync,
  mintTenant,
  mintUser,
  mintWorkspace,
  systemCtx,
  type Tenant,
} from "../support/tenant";

const { sql } = testDb();

function note({ ctx }: Pick<Tenant, "ctx">, action: AuditAction, targetLabel: string) {
  const targetKind = (["workspace", "field", "sync"] as const).find((noun) => action.startsWith(noun));
  if (!targetKind) throw new Error(`no noun for ${action}`);
  return ctx.db.run((tx) => writeAudit(tx, ctx, { action, targetKind, targetId: 7, targetLabel }));
}

const list = (ours: Tenant, filter: AuditFilter = {}, place: AuditPlace = null) =>
  listAuditEntries(ours.ctx, filter, place);

test("entries say who did what to what, newest first", async () => {
  const ours = await mintTenant();
  await note(ours, "workspace.create", "People");
  await note({ ctx: systemCtx(ours) }, "sync.pause", "Employees");
  const { entries, older, newer } = await list(ours);
  expect(entries).toMatchObject([
    { actorKind: "system", actor: { name: "Rollcall" }, target: { name: "Employees", path: null } },
    { actorKind: "member", sentence: { before: "created the workspace", target: "People" } },
  ]);
  expect([older, newer]).toEqual([null, null]);
});

test("entries are found by noun, workspace, kind of actor, days and words, literally", async () => {
  const ours = await mintTenant();
  const ws = await mintWorkspace(ours.ctx);
  for (let i = 1; i <= 3; i++) await note({ ctx: ws }, "field.create", `Field ${i}`);
  await note({ ctx: systemCtx(ours) }, "workspace.create", "100 % sure");
  const found = async (filter: AuditFilter) =>
    (await list(ours, filter)).entries.map(({ target }) => target?.name);
  expect(await found({ targetKind: "workspace" })).toEqual(["100 % sure"]);
  expect(await found({ workspaceId: ws.workspaceId })).toEqual(["Field 3", "Field 2", "Field 1"]);
  expect(await found({ actorKind: "system" })).toEqual(["100 % sure"]);
  expect(await found({ text: "field 3" })).toEqual(["Field 3"]);
  expect(await found({ text: "%" })).toEqual(["100 % sure"]);
  expect(await found({ from: new Date(Date.now() + 60_000) })).toEqual([]);
  expect(await found({ until: new Date(Date.now() - 60_000) })).toEqual([]);
});

test("entries come in pages that keep their place while new ones are written", async () => {
  const ours = await mintTenant();
  for (let i = 1; i <= 120; i++) await note(ours, "field.create", `Field ${i}`);
  const names = ({ entries }: AuditPage) => entries.map(({ target }) => target?.name);
  const first = await list(ours);
  await note(ours, "field.create", "New");
  const second = await list(ours, {}, { before: first.older ?? 0 });
  const third = await list(ours, {}, { before: second.older ?? 0 });
  expect([...names(first), ...names(second), ...names(third)]).toEqual(
    Array.from({ length: 120 }, (_, i) => `Field ${120 - i}`),
  );
  expect([first.newer, third.older]).toEqual([null, null]);
  expect(names(await list(ours, {}, { after: third.newer ?? 0 }))).toEqual(names(second));
  expect(names(await list(ours, {}, { after: second.newer ?? 0 }))).toEqual(
    ["New", ...names(first)].slice(-50),
  );
});

test("users are named as they are now, with a link while they exist, and searched by name", async () => {
  const ours = await mintTenant();
  const ws = await mintWorkspace(ours.ctx);
  const { id } = await mintUser(ws, { firstName: "Mira", lastName: "Ek" });
  await removeUser(ws, { id });
  const stored = await sql`select target_label, workspace_id from audit_log where target_id = ${String(id)}`;
  expect(stored).toEqual([{ target_label: null, workspace_id: ws.workspaceId }]);
  const [entry] = (await list(ours, { text: "mira ek" })).entries;
  expect(entry).toMatchObject({
    ...{ sentence: { before: "removed the user", target: "Mira Ek" }, workspace: "People" },
    target: { name: "Mira Ek", path: `/${ws.slug}/users/${id}` },
  });
  await sql`delete from users where id = ${id}`;
  const [later] = (await list(ours, { workspaceId: ws.workspaceId })).entries;
  expect(later?.target).toEqual({ name: "a deleted user", path: null });
});

test("whom several users were, and what changed, is told in the words of the pages", async () => {
  const ours = await mintTenant();
  const ws = await mintWorkspace(ours.ctx);
  const { id: userId } = await mintUser(ws, { firstName: "Mira", lastName: "Ek" });
  const field = await mintField(ws, { label: "Department", type: "single_choice", options: ["Sales", "IT"] });
  const rule = (optionId?: number) => ({
    match: "all" as const,
    rules: [
      { on: "field" as const, fieldId: field.id, op: "is_any_of" as const, optionIds: [optionId ?? 0] },
    ],
  });
  const named = { name: "Sellers", description: "" };
  const { id } = await createList(ws, { ...named, kind: "dynamic", rule: rule(field.options[0]?.id) });
  await updateList(ws, { id, ...named, rule: rule(field.options[1]?.id) });
  const some = await createList(ws, { name: "Some", description: "", kind: "static", rule: null });
  await addListUsers(ws, { id: some.id, userIds: [userId] });
  const sync = await mintSync(ws);
  const columns = { Dept: { kind: "field" as const, fieldId: field.id, blank: "clear" as const } };
  await updateSyncMapping(ws, { syncId: sync.id, mapping: { columns } });
  const [mapped, added, , changed] = (await list(ours, { workspaceId: ws.workspaceId })).entries;
  expect(changed?.details).toEqual([{ label: "Rule", from: "Department is Sales", to: "Department is IT" }]);
  expect(changed?.target).toEqual({ name: "Sellers", path: `/${ws.slug}/lists/${id}` });
  expect(added?.people).toEqual([{ name: "Mira Ek", path: `/${ws.slug}/users/${userId}` }]);
  expect(mapped?.details).toContainEqual({ label: "Columns: “Dept”", from: null, to: "Department" });
});

test("the download has what the filter finds, in words, and is itself an entry", async () => {
  const ours = await mintTenant();
  const ws = await mintWorkspace(ours.ctx);
  await note({ ctx: ws }, "field.create", "Dept");
  const file = await saved(await exportAuditLog(ours.ctx, { workspaceId: ws.workspaceId }));
  const lines = await linesOf(file);
  expect(lines).toHaveLength(2);
  expect(lines[1]?.slice(1, 6)).toEqual([
    ...[expect.any(String), "member", "created the profile field Dept", "Dept", "People"],
  ]);
  expect((await list(ours)).entries[0]?.sentence.before).toBe("downloaded the audit log");
});

test("an organization reads its own entries only", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  await note(theirs, "workspace.create", "Secret");
  expect((await list(ours)).entries).toEqual([]);
});

test("an entry is undone with the change that it belongs to", async () => {
  const ours = await mintTenant();
  const change = ours.ctx.db.run(async (tx) => {
    await writeAudit(tx, ours.ctx, { action: "workspace.create", targetKind: "workspace" });
    throw new Error("the change failed");
  });
  await expect(change).rejects.toThrow("the change failed");
  expect(await sql`select 1 from audit_log where org_id = ${ours.orgId}`).toEqual([]);
});

test("nobody changes or deletes an entry: not the application, not the superuser", async () => {
  const ours = await mintTenant();
  await note(ours, "workspace.create", "People");
  const { $client } = testDb().db;
  for (const statement of [
    "update audit_log set actor_label = 'x'",
    "delete from audit_log",
    "truncate audit_log",
  ]) {
    await expect($client.unsafe(statement), statement).rejects.toMatchObject({ code: "42501" });
  }
  await expect(sql`update audit_log set actor_label = 'x'`).rejects.toThrow("append-only");
  await expect(sql`delete from audit_log`).rejects.toThrow("append-only");
});

test("the application writes in the name of its transaction's own actor only", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const forged = { orgId: ours.orgId, actorKind: "member" as const, actorLabel: theirs.email };
  const entry = { action: "workspace.create", targetKind: "workspace" } as const;
  const insert = ours.ctx.db.run((tx) => tx.insert(auditLog).values({ ...forged, ...entry }));
  await expect(insert).rejects.toMatchObject({ code: "42501" });
  await ours.ctx.db.run((tx) => writeAudit(tx, ours.ctx, entry));
  const elsewhere = ours.ctx.db.run((tx) => writeAudit(tx, theirs.ctx, entry));
  await expect(elsewhere).rejects.toMatchObject({ code: "42501" });
  const nobody = tenantDb(testDb().db, { orgId: ours.orgId });
  await expect(nobody.run((tx) => writeAudit(tx, ours.ctx, entry))).rejects.toMatchObject({ code: "23502" });
  expect(
    await sql`select actor_kind, actor_id, actor_label from audit_log where org_id = ${ours.orgId}`,
  ).toEqual([{ actor_kind: "member", actor_id: ours.accountId, actor_label: ours.email }]);
  expect(await sql`select 1 from audit_log where org_id = ${theirs.orgId}`).toEqual([]);
});
