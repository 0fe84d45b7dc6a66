import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { listWorkspaceInvitations, listWorkspaceMembers } from "@/lib/members/access/read";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createUser } from "@/lib/users/create";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { updateUser } from "@/lib/users/update";
import { mintAccount } from "../../support/account";
import { removeUsers } from "../../support/bulk";
import { testDb } from "../../support/db";
import { mintMember, mintTenant, mintUser, mintWorkspace, type Tenant } from "../../support/tenant";

const { sql } = testDb();
let ours: Tenant;
let ws: WorkspaceCtx;

beforeEach(async () => {
  ours = await mintTenant();
  ws = await mintWorkspace(ours.ctx);
});

const NAMES = { firstName: "Robin", lastName: "Berg", mobile: "", fields: {} };
const person = (email: string, role: "participant" | "author" | "admin") => ({ ...NAMES, email, role });

async function setRole(id: number, email: string, role: "participant" | "author" | "admin") {
  const [row] = await sql`select version from users where id = ${id}`;
  return updateUser(ws, { id, version: row?.version, ...person(email, role) });
}

test("a user who is made an author by hand is invited, and a member of the workspace once they accept", async () => {
  const robin = await mintAccount();
  const { id } = await createUser(ws, person(robin.email, "participant"));
  expect(await listWorkspaceInvitations(ws)).toEqual([]);
  await setRole(id, robin.email, "author");
  const [open] = await listWorkspaceInvitations(ws);
  expect(open).toMatchObject({ email: robin.email, role: "author" });
  await sql`update invitations set token_hash = encode(sha256('known'), 'hex') where id = ${open?.id ?? ""}`;
  await acceptInvitation(robin, { token: "known" });
  expect(await listWorkspaceMembers(ws)).toMatchObject([{ email: robin.email, role: "author", userId: id }]);

  await setRole(id, robin.email, "admin");
  expect(await listWorkspaceMembers(ws)).toMatchObject([{ role: "admin" }]);
  await setRole(id, robin.email, "participant");
  expect(await listWorkspaceMembers(ws)).toEqual([]);
  expect(await sql`select 1 from members where account_id = ${robin.accountId}`).toEqual([]);
});

test("a member of the organization who is such a user gets the role at once", async () => {
  const member = await mintMember(ours, "viewer");
  await createUser(ws, person(member.email, "admin"));
  expect(await listWorkspaceMembers(ws)).toMatchObject([{ email: member.email, role: "admin" }]);
  expect(await listWorkspaceInvitations(ws)).toEqual([]);
});

test("an unaccepted invitation ends with the role, and with the user", async () => {
  const { id } = await createUser(ws, person("a@example.com", "author"));
  const other = await createUser(ws, person("b@example.com", "admin"));
  expect(await listWorkspaceInvitations(ws)).toHaveLength(2);
  await setRole(id, "a@example.com", "participant");
  await removeUsers(ws, { userIds: [other.id] });
  expect(await listWorkspaceInvitations(ws)).toEqual([]);
});

test("a removed author loses the access and gets it back when restored", async () => {
  const member = await mintMember(ours, "viewer");
  const { id } = await createUser(ws, person(member.email, "author"));
  await removeUser(ws, { id });
  expect(await listWorkspaceMembers(ws)).toEqual([]);
  await restoreUser(ws, { id });
  expect(await listWorkspaceMembers(ws)).toMatchObject([{ email: member.email, role: "author" }]);
});

test("someone who was invited to the workspace otherwise keeps their role when a user's role ends", async () => {
  const member = await mintMember(ours, "viewer");
  const { orgId } = ours;
  await sql`insert into workspace_members (org_id, workspace_id, account_id, role)
    values (${orgId}, ${ws.workspaceId}, ${member.accountId}, 'viewer')`;
  const { id } = await createUser(ws, person(member.email, "admin"));
  await removeUser(ws, { id });
  expect(await listWorkspaceMembers(ws)).toMatchObject([{ role: "viewer" }]);
});

test("a user who was given the role otherwise than by hand is invited by nobody", async () => {
  await mintUser(ws, { email: "from-a-file@example.com", role: "admin" });
  expect(await listWorkspaceInvitations(ws)).toEqual([]);
});
