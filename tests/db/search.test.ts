import { expect, it } from "vitest";
import { enterAccount, enterOrg } from "@/lib/auth/enter";
import { getFrame } from "@/lib/organizations/get-layout-data";
import { searchWorkspace } from "@/lib/search/search-workspace";
import { createTeam } from "@/lib/teams/create";
import { testDb } from "../support/db";
import { mintRemoteSource, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

it("finds users by the start of their name, syncs by a part of theirs, and nothing of another workspace", async () => {
  const { ctx } = await mintTenant();
  const here = await mintWorkspace(ctx);
  const elsewhere = await mintWorkspace(ctx);
  await mintUser(here, { firstName: "Ada", lastName: "Byron", email: "ada@example.com" });
  await mintUser(elsewhere, { firstName: "Ada", lastName: "Elsewhere", email: "ada2@example.com" });
  const source = await mintRemoteSource(ctx);
  const { id } = await mintSync(here, {
    remoteSourceId: source.id,
    sourceKind: "remote",
    name: "Canada staff",
  });
  await mintSync(elsewhere, { remoteSourceId: source.id, sourceKind: "remote", name: "Canada elsewhere" });

  const hits = await searchWorkspace(here, " ada ");
  expect(hits.users.map((user) => user.name)).toEqual(["Ada Byron"]);
  expect(hits.syncs.map((sync) => sync.id)).toEqual([id]);
  expect((await searchWorkspace(here, id)).syncs).toHaveLength(1);
});

it("finds teams by any of their names, and lists by a part of theirs", async () => {
  const { ctx } = await mintTenant();
  const [here, elsewhere] = [await mintWorkspace(ctx), await mintWorkspace(ctx)];
  await createTeam(here, { name: "Sales", aliases: ["Verkauf Nord"] });
  await createTeam(elsewhere, { name: "Nordics", aliases: [] });
  await testDb().sql`insert into user_lists (org_id, workspace_id, name, kind, created_by)
    values (${here.orgId}, ${here.workspaceId}, 'Everyone in the nord', 'static', 'me')`;
  const hits = await searchWorkspace(here, "NORD");
  expect(hits.teams.map(({ name }) => name)).toEqual(["Sales"]);
  expect(hits.lists.map(({ name }) => name)).toEqual(["Everyone in the nord"]);
});

it.each(["a", " ", "%", "%%", "__", "\\\\"])(
  "finds nothing for %j: too short, or no pattern of ours",
  async (typed) => {
    const { ctx } = await mintTenant();
    const workspace = await mintWorkspace(ctx);
    await mintUser(workspace, { firstName: "Ada", lastName: "Byron" });
    await mintSync(workspace, { name: "Staff" });
    expect(await searchWorkspace(workspace, typed)).toEqual({
      ...{ users: [], syncs: [], teams: [], lists: [], runs: [] },
    });
  },
);

it("draws the frame with names of this organization only", async () => {
  const { ctx, accountId, slug } = await mintTenant();
  const other = await mintTenant();
  await mintWorkspace(ctx, "Helsinki");
  await mintWorkspace(other.ctx, "Oslo");
  await mintRemoteSource(ctx, { name: "HR export" });
  await mintRemoteSource(other.ctx, { name: "Not ours" });

  const account = await enterAccount(testDb().db, accountId);
  const frame = await getFrame(account, await enterOrg(testDb().db, account, slug), slug);
  expect(frame.organization).toMatchObject({ slug, role: "owner" });
  expect(frame.organizations.map((organization) => organization.slug)).toEqual([slug]);
  expect(frame.workspaces.map((workspace) => workspace.name)).toEqual(["Helsinki"]);
  expect(frame.remoteSources.map((source) => source.name)).toEqual(["HR export"]);
});
