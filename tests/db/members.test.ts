import { expect, test } from "vitest";
import { openOrg } from "@/lib/auth/open";
import { changeRole } from "@/lib/members/change-role";
import { listMembers } from "@/lib/members/read";
import { removeMember } from "@/lib/members/remove";
import { testDb } from "../support/db";
import { inRequest, signedIn } from "../support/request";
import { mintMember, mintTenant, type Tenant } from "../support/tenant";

const { sql } = testDb();

async function memberId({ orgId, accountId }: Tenant): Promise<string> {
  const [row] = await sql`select id from members where org_id = ${orgId} and account_id = ${accountId}`;
  return row?.id;
}

async function owners(orgId: string): Promise<number> {
  return (await sql`select 1 from members where org_id = ${orgId} and role = 'owner'`).length;
}

test("members are listed with their roles, of one organization only", async () => {
  const [ours] = [await mintTenant(), await mintTenant()];
  const viewer = await mintMember(ours, "viewer");
  const listed = await listMembers(ours.ctx);
  expect(listed.map(({ email, role }) => ({ email, role }))).toEqual(
    expect.arrayContaining([
      { email: ours.email, role: "owner" },
      { email: viewer.email, role: "viewer" },
    ]),
  );
  expect(listed).toHaveLength(2);
});

test("a role is changed, and the audit log says from what to what", async () => {
  const ours = await mintTenant();
  const viewer = await mintMember(ours, "viewer");
  await changeRole(ours.ctx, { memberId: await memberId(viewer), role: "admin" });
  const [entry] =
    await sql`select action, actor_id, target_label, detail from audit_log where org_id = ${ours.orgId}`;
  expect(entry).toMatchObject({
    action: "member.change_role",
    actor_id: ours.accountId,
    detail: { role: { from: "viewer", to: "admin" } },
  });
});

test("the only owner can be neither demoted nor removed", async () => {
  const ours = await mintTenant();
  await mintMember(ours, "admin");
  const id = await memberId(ours);
  await expect(changeRole(ours.ctx, { memberId: id, role: "admin" })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(removeMember(ours.ctx, { memberId: id })).rejects.toMatchObject({ code: "conflict" });
  expect(await owners(ours.orgId)).toBe(1);
});

test("two owners who step down at the same moment leave one of them", async () => {
  for (let round = 0; round < 5; round++) {
    const ours = await mintTenant();
    const second = await mintMember(ours, "owner");
    const [a, b] = [await memberId(ours), await memberId(second)];
    const results = await Promise.allSettled([
      changeRole(ours.ctx, { memberId: a, role: "viewer" }),
      removeMember(second.ctx, { memberId: b }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await owners(ours.orgId)).toBe(1);
  }
});

test("a removed member is a stranger from the next request on, although still signed in", async () => {
  const ours = await mintTenant();
  const viewer = await mintMember(ours, "viewer");
  const browser = await signedIn(viewer.accountId);
  await expect(inRequest(browser, () => openOrg(ours.slug))).resolves.toMatchObject({ role: "viewer" });
  await removeMember(ours.ctx, { memberId: await memberId(viewer) });
  await expect(inRequest(browser, () => openOrg(ours.slug))).rejects.toMatchObject({ code: "not_found" });
});

test("a member of another organization is not found, and stays", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const viewer = await mintMember(theirs, "viewer");
  const id = await memberId(viewer);
  await expect(changeRole(ours.ctx, { memberId: id, role: "owner" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(removeMember(ours.ctx, { memberId: id })).rejects.toMatchObject({ code: "not_found" });
  const [row] = await sql`select role from members where id = ${id}`;
  expect(row?.role).toBe("viewer");
});
