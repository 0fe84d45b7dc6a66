import { expect, test } from "vitest";
import { enterWorkspace } from "@/lib/auth/enter";
import {
  deleteSharedView,
  deleteView,
  listViews,
  renameSharedView,
  renameView,
  saveView,
  shareView,
} from "@/lib/saved-views/views";
import { testDb } from "../support/db";
import { mintMember, mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const names = async (ws: Parameters<typeof listViews>[0]) => (await listViews(ws)).map(({ name }) => name);

test("a view is its member's alone unless it is shared, and one of the same name is replaced", async () => {
  const ours = await mintTenant();
  const ws = await mintWorkspace(ours.ctx);
  const other = await enterWorkspace((await mintMember(ours, "viewer")).ctx, ws.slug);
  const first = await saveView(ws, { name: "Leavers", place: { state: "removed" } });
  expect(await saveView(ws, { name: "leavers", place: { state: "removed", sort: "-removed" } })).toEqual(
    first,
  );
  await shareView(ws, { name: "Nurses", place: { q: "n", columns: "email.role" } });
  await saveView(other, { name: "Mine", place: {} });
  expect(await names(ws)).toEqual(["Nurses", "Leavers"]);
  expect(await names(other)).toEqual(["Nurses", "Mine"]);
  expect((await listViews(ws))[1]?.place).toEqual({ state: "removed", sort: "-removed" });
  await expect(deleteView(other, first)).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteSharedView(ws, first)).rejects.toMatchObject({ code: "not_found" });
  await deleteView(ws, first);
  expect(await names(ws)).toEqual(["Nurses"]);
});

test("views of a member who leaves go, shared ones stay, and sharing is in the audit log", async () => {
  const ours = await mintTenant();
  const ws = await mintWorkspace(ours.ctx);
  const leaver = await mintMember(ours, "admin");
  const theirs = await enterWorkspace(leaver.ctx, ws.slug);
  await saveView(theirs, { name: "Own", place: {} });
  const { id } = await shareView(theirs, { name: "Team", place: {} });
  await sql`delete from members where account_id = ${leaver.accountId}`;
  expect(await names(ws)).toEqual(["Team"]);
  expect(await sql`select from saved_views where workspace_id = ${ws.workspaceId}`).toHaveLength(1);
  await deleteSharedView(ws, { id });
  const log =
    await sql`select action from audit_log where org_id = ${ws.orgId} and action like 'user.%view' order by id`;
  expect(log.map(({ action }) => action)).toEqual(["user.share_view", "user.delete_view"]);
});

test("a view is renamed by those whose it is, to a name that no other of theirs has", async () => {
  const ours = await mintTenant();
  const ws = await mintWorkspace(ours.ctx);
  const other = await enterWorkspace((await mintMember(ours, "viewer")).ctx, ws.slug);
  const own = await saveView(ws, { name: "Leavers", place: { state: "removed" } });
  await saveView(ws, { name: "Nurses", place: { q: "n" } });
  const shared = await shareView(ws, { name: "Team", place: { sort: "email" } });

  await renameView(ws, { ...own, name: "leavers" });
  await renameView(ws, { ...own, name: "Team" });
  await expect(renameView(ws, { ...own, name: "NURSES" })).rejects.toMatchObject({
    ...{ code: "conflict", fieldErrors: { name: 'There is already a view named "NURSES".' } },
  });
  await expect(renameView(other, { ...own, name: "Mine" })).rejects.toMatchObject({ code: "not_found" });
  await expect(renameView(ws, { ...shared, name: "Mine" })).rejects.toMatchObject({ code: "not_found" });
  await expect(renameSharedView(ws, { ...own, name: "Ours" })).rejects.toMatchObject({ code: "not_found" });
  await renameSharedView(ws, { ...shared, name: "Everyone" });

  expect(await names(ws)).toEqual(["Everyone", "Nurses", "Team"]);
  expect((await listViews(ws)).map(({ place }) => place)).toEqual([
    ...[{ sort: "email" }, { q: "n" }, { state: "removed" }],
  ]);
  const log =
    await sql`select action, detail -> 'name' as name from audit_log where org_id = ${ws.orgId} and action = 'user.rename_view'`;
  expect(log).toEqual([{ action: "user.rename_view", name: { from: "Team", to: "Everyone" } }]);
});
