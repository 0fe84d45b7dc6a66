import { expect, test } from "vitest";
import { auditLog } from "@/drizzle/schema";
import { listAuditEntries } from "@/lib/audit/list";
import type { AuditAction } from "@/lib/audit/phrases";
import { writeAudit } from "@/lib/audit/write-audit";
import { tenantDb } from "@/lib/db/tenant";
import { testDb } from "../support/db";
import { mintTenant, systemCtx, type Tenant } from "../support/tenant";

const { sql } = testDb();

function note({ ctx }: Pick<Tenant, "ctx">, action: AuditAction, targetLabel: string) {
  const targetKind = (["workspace", "field", "sync"] as const).find((noun) => action.startsWith(noun));
  if (!targetKind) throw new Error(`no noun for ${action}`);
  return ctx.db.run((tx) => writeAudit(tx, ctx, { action, targetKind, targetId: 7, targetLabel }));
}

test("entries say who did what to what, newest first", async () => {
  const ours = await mintTenant();
  await note(ours, "workspace.create", "People");
  await note({ ctx: systemCtx(ours) }, "sync.pause", "Employees");
  const { entries, total } = await listAuditEntries(ours.ctx, { page: 1, pageSize: 50 });
  expect(total).toBe(2);
  expect(entries).toMatchObject([
    { actorKind: "system", actorLabel: "Rollcall", action: "sync.pause", targetLabel: "Employees" },
    { actorKind: "member", actorLabel: ours.email, action: "workspace.create", targetLabel: "People" },
  ]);
});

test("entries are found by noun and by words, literally, and come in pages", async () => {
  const ours = await mintTenant();
  for (let i = 1; i <= 5; i++) await note(ours, "field.create", `Field ${i}`);
  await note(ours, "workspace.create", "100 % sure");
  const find = (filter: object) => listAuditEntries(ours.ctx, { page: 1, pageSize: 2, ...filter });
  expect((await find({ targetKind: "workspace" })).total).toBe(1);
  expect((await find({ text: "field 3" })).entries.map((entry) => entry.targetLabel)).toEqual(["Field 3"]);
  expect((await find({ text: "%" })).total).toBe(1);
  expect((await find({ targetKind: "field", page: 3 })).entries.map((entry) => entry.targetLabel)).toEqual([
    "Field 1",
  ]);
});

test("an organization reads its own entries only", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  await note(theirs, "workspace.create", "Secret");
  expect(await listAuditEntries(ours.ctx, { page: 1, pageSize: 50 })).toEqual({ entries: [], total: 0 });
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
