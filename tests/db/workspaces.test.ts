import { describe, expect, it } from "vitest";
import { listWorkspaces } from "@/lib/organizations/overview";
import { createWorkspace } from "@/lib/workspaces/create";
import { deleteWorkspace } from "@/lib/workspaces/delete";
import { renameWorkspace } from "@/lib/workspaces/rename";
import { createWorkspaceInput } from "@/lib/workspaces/schema";
import { testDb } from "../support/db";
import { NO_GUARDS, runFile } from "../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

describe("creating a workspace", () => {
  it("gives it a place in the list and in the audit log", async () => {
    const { ctx } = await mintTenant();
    const { id } = await createWorkspace(ctx, { name: "Field staff", slug: "field-staff" });
    expect(await listWorkspaces(ctx)).toMatchObject([{ id, name: "Field staff", usersCount: 0, syncs: [] }]);
    const [entry] = await sql`select action from audit_log where target_id = ${id}`;
    expect(entry?.action).toBe("workspace.create");
  });

  it("refuses an address that is taken in this organization, not one that is taken elsewhere", async () => {
    const { ctx } = await mintTenant();
    const other = await mintTenant();
    await createWorkspace(ctx, { name: "One", slug: "staff" });
    await expect(createWorkspace(ctx, { name: "Two", slug: "staff" })).rejects.toMatchObject({
      code: "conflict",
      fieldErrors: { slug: expect.any(String) },
    });
    await expect(createWorkspace(other.ctx, { name: "One", slug: "staff" })).resolves.toBeDefined();
  });

  it.each(["remote-sources", "members", "Ä", "two words", "-edge", ""])("refuses the address %j", (slug) => {
    expect(createWorkspaceInput.safeParse({ name: "X", slug }).success).toBe(false);
  });
});

describe("the list of workspaces", () => {
  it("counts active users and names the syncs of each", async () => {
    const { ctx } = await mintTenant();
    const ws = await mintWorkspace(ctx);
    const source = await mintRemoteSource(ctx);
    const sync = await mintSync(ws, { remoteSourceId: source.id, path: "a.csv" });
    await mintUser(ws);
    await mintUser(ws, { state: "removed" });
    expect(await listWorkspaces(ctx)).toMatchObject([{ usersCount: 1, syncs: [{ id: sync.id }] }]);
  });

  it("shows nothing of another organization", async () => {
    const { ctx } = await mintTenant();
    const other = await mintTenant();
    await mintWorkspace(other.ctx);
    expect(await listWorkspaces(ctx)).toEqual([]);
  });
});

describe("renaming a workspace", () => {
  it("changes name and address", async () => {
    const { ctx } = await mintTenant();
    const ws = await mintWorkspace(ctx);
    await renameWorkspace(ctx, { id: ws.workspaceId, name: "Crew", slug: "crew" });
    expect(await listWorkspaces(ctx)).toMatchObject([{ name: "Crew", slug: "crew" }]);
  });

  it("does not find the workspace of another organization", async () => {
    const { ctx } = await mintTenant();
    const foreign = await mintWorkspace((await mintTenant()).ctx);
    const attempt = renameWorkspace(ctx, { id: foreign.workspaceId, name: "Crew", slug: "crew" });
    await expect(attempt).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("deleting a workspace", () => {
  it("takes its users and syncs with it once its name was typed", async () => {
    const { ctx } = await mintTenant();
    const ws = await mintWorkspace(ctx, "People");
    const source = await mintRemoteSource(ctx);
    const sync = await mintSync(ws, { remoteSourceId: source.id, path: "a.csv" });
    await mintUser(ws, { syncId: sync.id, externalId: `${sync.id}#1` });
    const id = ws.workspaceId;
    await expect(deleteWorkspace(ctx, { id, typedName: "people" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await listWorkspaces(ctx)).toHaveLength(1);
    await deleteWorkspace(ctx, { id, typedName: "People" });
    expect(await listWorkspaces(ctx)).toEqual([]);
    expect(await sql`select 1 from users where workspace_id = ${id}`).toHaveLength(0);
    expect(await sql`select 1 from syncs where workspace_id = ${id}`).toHaveLength(0);
    const [entry] =
      await sql`select detail from audit_log where action = 'workspace.delete' and target_id = ${id}`;
    expect(entry?.detail).toMatchObject({ users: 1, syncs: 1 });
  });

  it("takes the plans of its runs with it, and no others", async () => {
    const { ctx } = await mintTenant();
    const [gone, kept] = [await mintWorkspace(ctx, "Gone"), await mintWorkspace(ctx, "Kept")];
    for (const ws of [gone, kept]) {
      const sync = await mintSync(ws, { guardSettings: NO_GUARDS });
      await runFile(ws, sync.id, "ID,Email,First name,Last name,Mobile\n1,ann@x.io,Ann,Lee,\n");
    }
    await deleteWorkspace(ctx, { id: gone.workspaceId, typedName: "Gone" });
    const left = await sql`select workspace_id, csv_id from changes where org_id = ${ctx.orgId}`;
    expect(left).toEqual([{ workspace_id: kept.workspaceId, csv_id: "1" }]);
  });
});
