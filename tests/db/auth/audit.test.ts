import { expect, test } from "vitest";
import { endSession } from "@/lib/auth/session";
import { signIn } from "@/lib/auth/sign-in";
import { hashToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { createLog } from "@/lib/log";
import { signUp } from "@/lib/members/sign-up";
import { testDb } from "../../support/db";
import { mintIp } from "../../support/ip";
import { mintTenant } from "../../support/tenant";

const { db, sql } = testDb();
const PASSWORD = "seven quiet lanterns";
const BROWSER = { previousSessionId: null, knownAccounts: [] };

function visitor(): VisitorCtx {
  const clock = () => new Date();
  return { ip: mintIp(), userAgent: "Firefox/140.0", db: tenantDb(db, {}), clock, log: createLog("test") };
}

test("signing in, failing to and signing out are in the log of each organization of the account, and no other", async () => {
  const email = `anna-${crypto.randomUUID()}@example.com`;
  const { id } = await signUp(visitor(), { email, name: "Anna", password: PASSWORD });
  const [first, second, other] = [await mintTenant(), await mintTenant(), await mintTenant()];
  for (const { orgId } of [first, second]) {
    await sql`insert into members (org_id, account_id, role) values (${orgId}, ${id}, 'viewer')`;
  }
  await signIn(visitor(), { email, password: "wrong" }, BROWSER);
  const opened = await signIn(visitor(), { email, password: PASSWORD }, BROWSER);
  await endSession(visitor(), hashToken(opened && "sid" in opened ? opened.sid : ""));
  for (const { orgId } of [first, second]) {
    const rows = await sql`select actor_kind, actor_id, actor_label, action, detail from audit_log
      where org_id = ${orgId} order by id`;
    expect(rows.map(({ action }) => action)).toEqual(["session.refuse", "session.start", "session.end"]);
    expect(rows[1]).toMatchObject({ actor_kind: "member", actor_id: id, actor_label: "Anna" });
    expect(rows[1]?.detail).toMatchObject({
      network: expect.any(String),
      browser: expect.stringContaining("Firefox"),
    });
    expect(JSON.stringify(rows)).not.toMatch(/wrong|lanterns/);
  }
  expect(await sql`select 1 from audit_log where org_id = ${other.orgId}`).toEqual([]);
});

test("the application sees its own account, its colleagues' names, and no other account or session", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const asks = (who: { orgId?: string; accountId?: string }) =>
    tenantDb(db, who).run(async (tx) => ({
      accounts: (await tx.execute("select id from accounts")).map((row) => row.id),
      sessions: [...(await tx.execute("select sid_hash from member_sessions"))],
    }));
  await signIn(visitor(), { email: ours.email, password: "wrong" }, BROWSER);
  expect(await asks({})).toEqual({ accounts: [], sessions: [] });
  expect((await asks({ orgId: ours.orgId })).accounts).toEqual([ours.accountId]);
  expect((await asks({ accountId: theirs.accountId })).accounts).toEqual([theirs.accountId]);
  const write = tenantDb(db, { accountId: ours.accountId }).run((tx) =>
    tx.execute(`update accounts set name = 'x' where id = '${theirs.accountId}' returning id`),
  );
  expect([...(await write)]).toEqual([]);
  const colleague = tenantDb(db, { orgId: ours.orgId }).run((tx) =>
    tx.execute(`update accounts set password_hash = 'x' where id = '${ours.accountId}'`),
  );
  await expect(colleague).rejects.toMatchObject({ code: "42501" });
});
