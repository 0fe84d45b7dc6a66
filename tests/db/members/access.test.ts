import { expect, test } from "vitest";
import { enterAccount, enterOrg, enterWorkspace } from "@/lib/auth/enter";
import { changeWorkspaceRole, removeFromWorkspace, setMemberAccess } from "@/lib/members/access/change";
import { resendWorkspaceInvitation, revokeWorkspaceInvitation } from "@/lib/members/access/invitations";
import { inviteToWorkspace } from "@/lib/members/access/invite";
import { listWorkspaceInvitations, listWorkspaceMembers } from "@/lib/members/access/read";
import { changeRole } from "@/lib/members/change-role";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createInvitation } from "@/lib/members/invitations/create";
import { resendInvitation } from "@/lib/members/invitations/resend";
import { leaveOrganization } from "@/lib/members/leave";
import { listInvitations, listMembers } from "@/lib/members/read";
import { listWorkspaces } from "@/lib/organizations/overview";
import { may } from "@/lib/permissions";
import { listWorkspaceNames } from "@/lib/workspaces/read";
import { mintAccount } from "../../support/account";
import { testDb } from "../../support/db";
import { mintMember, mintTenant, mintUser, mintWorkspace, mintWorkspaceMember } from "../../support/tenant";

const { db, sql } = testDb();
const tokenIn = (link = "") => new URL(link).pathname.replace("/invite/", "");

async function mintPlace() {
  const ours = await mintTenant();
  const [here, there] = [await mintWorkspace(ours.ctx, "Here"), await mintWorkspace(ours.ctx, "There")];
  return { ours, here, there };
}

const enter = async (accountId: string, slug: string) =>
  enterOrg(db, await enterAccount(db, accountId), slug);

async function memberIdOf(accountId: string): Promise<string> {
  const [row] = await sql`select id from members where account_id = ${accountId}`;
  return row?.id;
}

test("an invitation to a workspace makes a guest who can open that one and no other", async () => {
  const { ours, here, there } = await mintPlace();
  await mintUser(there);
  const robin = await mintAccount();
  const { invitation } = await inviteToWorkspace(here, { email: robin.email, role: "admin" });
  await acceptInvitation(robin, { token: tokenIn(invitation?.link) });

  const ctx = await enter(robin.accountId, ours.slug);
  expect(ctx.role).toBe("guest");
  expect(may(ctx, "member:view")).toBe(false);
  expect((await listWorkspaceNames(ctx)).map(({ name }) => name)).toEqual(["Here"]);
  expect(await listWorkspaces(ctx)).toMatchObject([{ name: "Here", usersCount: 0, canUpload: true }]);
  const inside = await enterWorkspace(ctx, here.slug);
  expect(may(inside, "run:decide")).toBe(true);
  expect(may(inside, "sync:create")).toBe(false);
  await expect(enterWorkspace(ctx, there.slug)).rejects.toMatchObject({ code: "not_found" });
});

test("a changed role and a removal count from the next request on", async () => {
  const { ours, here } = await mintPlace();
  const { accountId } = await mintWorkspaceMember(ours, here.workspaceId, "admin");
  const rights = async () => (await enterWorkspace(await enter(accountId, ours.slug), here.slug)).permissions;
  expect(await rights()).toContain("user:update");
  await changeWorkspaceRole(here, { accountId, role: "author" });
  expect(await rights()).not.toContain("user:view");
  expect(await rights()).toContain("page:update");

  await removeFromWorkspace(here, { accountId });
  await expect(enter(accountId, ours.slug)).rejects.toMatchObject({ code: "not_found" });
  expect(await sql`select 1 from members where account_id = ${accountId}`).toHaveLength(0);
});

test("a guest of two workspaces who is removed from one by its admin keeps the other", async () => {
  const { ours, here, there } = await mintPlace();
  const guest = await mintWorkspaceMember(ours, here.workspaceId, "viewer");
  await inviteToWorkspace(there, { email: guest.email, role: "viewer" });
  const boss = await mintWorkspaceMember(ours, here.workspaceId, "admin");
  const inside = await enterWorkspace(await enter(boss.accountId, ours.slug), here.slug);
  await removeFromWorkspace(inside, { accountId: guest.accountId });
  const ctx = await enter(guest.accountId, ours.slug);
  expect((await listWorkspaceNames(ctx)).map(({ name }) => name)).toEqual(["There"]);
});

test("a role in a workspace adds to the one in the organization, in that workspace only", async () => {
  const { ours, here, there } = await mintPlace();
  const { accountId } = await mintMember(ours, "viewer");
  await setMemberAccess(ours.ctx, {
    memberId: await memberIdOf(accountId),
    workspaces: [{ workspaceId: here.workspaceId, role: "admin" }],
  });
  const ctx = await enter(accountId, ours.slug);
  expect(may(await enterWorkspace(ctx, here.slug), "user:update")).toBe(true);
  const beside = await enterWorkspace(ctx, there.slug);
  expect([may(beside, "user:view"), may(beside, "user:update")]).toEqual([true, false]);
});

test("a member's access to workspaces is set as a whole, and a guest keeps at least one", async () => {
  const { ours, here, there } = await mintPlace();
  const { accountId } = await mintWorkspaceMember(ours, here.workspaceId, "admin");
  const memberId = await memberIdOf(accountId);
  await setMemberAccess(ours.ctx, {
    memberId,
    workspaces: [{ workspaceId: there.workspaceId, role: "viewer" }],
  });
  const members = await listMembers(ours.ctx);
  expect(members.find((one) => one.accountId === accountId)?.workspaces).toEqual([
    { workspaceId: there.workspaceId, name: "There", role: "viewer" },
  ]);
  const none = setMemberAccess(ours.ctx, { memberId, workspaces: [] });
  await expect(none).rejects.toMatchObject({ code: "conflict" });
  const theirs = await mintPlace();
  const foreign = setMemberAccess(ours.ctx, {
    memberId,
    workspaces: [{ workspaceId: theirs.here.workspaceId, role: "viewer" }],
  });
  await expect(foreign).rejects.toMatchObject({ code: expect.anything() });

  const member = await mintMember(ours, "viewer");
  const lesser = changeRole(ours.ctx, { memberId: await memberIdOf(member.accountId), role: "guest" });
  await expect(lesser).rejects.toMatchObject({ code: "conflict" });
});

test("one invitation can open several workspaces; the admin of one neither sees nor revokes it", async () => {
  const { ours, here, there } = await mintPlace();
  const robin = await mintAccount();
  const workspaces = [
    { workspaceId: here.workspaceId, role: "author" as const },
    { workspaceId: there.workspaceId, role: "viewer" as const },
  ];
  const { link } = await createInvitation(ours.ctx, { email: robin.email, role: "guest", workspaces });
  const [listed] = await listInvitations(ours.ctx);
  expect(listed?.workspaces).toEqual([
    { name: "Here", role: "author" },
    { name: "There", role: "viewer" },
  ]);
  const boss = await mintWorkspaceMember(ours, here.workspaceId, "admin");
  const inside = await enterWorkspace(await enter(boss.accountId, ours.slug), here.slug);
  expect(await listWorkspaceInvitations(inside)).toEqual([]);
  const revoked = revokeWorkspaceInvitation(inside, { invitationId: listed?.id ?? "" });
  await expect(revoked).rejects.toMatchObject({ code: "not_found" });

  await acceptInvitation(robin, { token: tokenIn(link) });
  const ctx = await enter(robin.accountId, ours.slug);
  expect((await listWorkspaceNames(ctx)).map(({ name }) => name)).toEqual(["Here", "There"]);
});

test("invitations to two workspaces are open beside each other, and a second one adds to a guest", async () => {
  const { ours, here, there } = await mintPlace();
  const robin = await mintAccount();
  const first = await inviteToWorkspace(here, { email: robin.email, role: "viewer" });
  const second = await inviteToWorkspace(there, { email: robin.email, role: "admin" });
  await acceptInvitation(robin, { token: tokenIn(first.invitation?.link) });
  await acceptInvitation(robin, { token: tokenIn(second.invitation?.link) });
  const ctx = await enter(robin.accountId, ours.slug);
  expect([...ctx.workspaceRoles.values()].sort()).toEqual(["admin", "viewer"]);
});

test("an expired invitation can be sent again; then only its newest link works", async () => {
  const { here } = await mintPlace();
  const robin = await mintAccount();
  const first = await inviteToWorkspace(here, { email: robin.email, role: "viewer" });
  const [open] = await listWorkspaceInvitations(here);
  await sql`update invitations set expires_at = now() - interval '1 day' where id = ${open?.id ?? ""}`;
  const again = await resendWorkspaceInvitation(here, { invitationId: open?.id ?? "" });
  expect(again.email).toBe(robin.email);
  const old = acceptInvitation(robin, { token: tokenIn(first.invitation?.link) });
  await expect(old).rejects.toMatchObject({ code: "not_found" });
  await acceptInvitation(robin, { token: tokenIn(again.link) });
  expect(await listWorkspaceMembers(here)).toMatchObject([{ email: robin.email, role: "viewer" }]);
  const used = resendInvitation(here, { invitationId: open?.id ?? "" });
  await expect(used).rejects.toMatchObject({ code: "not_found" });
});

test("anyone can leave, but not the last owner", async () => {
  const { ours, here } = await mintPlace();
  const { accountId } = await mintWorkspaceMember(ours, here.workspaceId, "author");
  await leaveOrganization(await enter(accountId, ours.slug));
  await expect(enter(accountId, ours.slug)).rejects.toMatchObject({ code: "not_found" });
  await expect(leaveOrganization(ours.ctx)).rejects.toMatchObject({ code: "conflict" });
});

test("who gives a role that changes things has entered the password recently", async () => {
  const { ours, here } = await mintPlace();
  const { accountId } = await mintWorkspaceMember(ours, here.workspaceId, "admin");
  const inside = await enterWorkspace(await enter(accountId, ours.slug), here.slug);
  const invited = inviteToWorkspace(inside, { email: "new@example.com", role: "author" });
  await expect(invited).rejects.toMatchObject({ code: "confirm_needed" });
  await expect(
    inviteToWorkspace(inside, { email: "new@example.com", role: "viewer" }),
  ).resolves.toBeDefined();
});
