import { expect, test } from "vitest";
import { createToken } from "@/lib/api-tokens/create";
import { listTokens } from "@/lib/api-tokens/read";
import { revokeToken } from "@/lib/api-tokens/revoke";
import { type ApiDeps, enterByToken, enterCallerWorkspace } from "@/lib/auth/api/token-login";
import { createLog } from "@/lib/log";
import { deleteWorkspace } from "@/lib/workspaces/delete";
import { testDb } from "../../support/db";
import { mintMember, mintTenant, mintWorkspace } from "../../support/tenant";

const { db, sql } = testDb();

const wanted = { label: "Nightly export", permissions: ["run:view" as const], workspaceIds: null, days: 30 };
const deps = (clock = () => new Date()): ApiDeps => ({ db, clock, log: createLog("test") });
const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });
/** An address that no other test has: guesses are counted by network. */
const network = () => `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join(".")}`;

test("a token is shown once, and what is kept of it lets nobody in", async () => {
  const { ctx } = await mintTenant();
  const { id, token } = await createToken(ctx, wanted);
  expect(token).toMatch(/^rct_[\w-]{43}$/);
  const [row] = await sql`select * from api_tokens where id = ${id}`;
  expect(JSON.stringify(row)).not.toContain(token);
  expect(await listTokens(ctx)).toMatchObject([{ id, prefix: token.slice(0, 8), lastUsedAt: null }]);
  await expect(enterByToken(bearer(row?.hash), network(), deps())).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("a token acts as itself, with what was chosen for it", async () => {
  const { ctx } = await mintTenant();
  const { id, token } = await createToken(ctx, wanted);
  const caller = await enterByToken(bearer(token), network(), deps());
  expect(caller.ctx.actor).toEqual({ kind: "token", tokenId: id, label: "Nightly export" });
  expect([...caller.ctx.permissions]).toEqual(["run:view"]);
  expect(caller.ctx.orgId).toBe(ctx.orgId);
});

test("nobody gives a token more than they may do themselves", async () => {
  const { orgId, slug } = await mintTenant();
  const viewer = await mintMember({ orgId, slug }, "viewer");
  const asked = createToken(viewer.ctx, { ...wanted, permissions: ["run:decide"] });
  await expect(asked).rejects.toMatchObject({ code: "forbidden" });
});

test("a token that is missing, unknown, expired or revoked is refused in the same words", async () => {
  const { ctx } = await mintTenant();
  const [revoked, expired] = [await createToken(ctx, wanted), await createToken(ctx, wanted)];
  await revokeToken(ctx, { id: revoked.id });
  const later = deps(() => new Date(Date.now() + 31 * 86_400_000));
  const unknown = bearer(`rct_${"x".repeat(43)}`);
  const refusals = [
    await enterByToken(new Headers(), network(), deps()).catch((error: unknown) => error),
    await enterByToken(unknown, network(), deps()).catch((error: unknown) => error),
    await enterByToken(bearer(revoked.token), network(), deps()).catch((error: unknown) => error),
    await enterByToken(bearer(expired.token), network(), later).catch((error: unknown) => error),
  ];
  const [first] = refusals;
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ code: "unauthenticated" });
    expect(String(refusal)).toBe(String(first));
  }
  await enterByToken(bearer(expired.token), network(), deps());
});

test("a network that guesses waits, also for a right token, unless it has used that one before", async () => {
  const { ctx } = await mintTenant();
  const [used, fresh] = [await createToken(ctx, wanted), await createToken(ctx, wanted)];
  const from = network();
  // A slow machine would wait long enough between two tries.
  const moment = new Date();
  const still = deps(() => moment);
  await enterByToken(bearer(used.token), from, still);
  const guess = () => enterByToken(bearer(`rct_${"y".repeat(43)}`), from, still).catch((error) => error.code);
  const codes = new Set<string>();
  for (let at = 0; at < 60; at += 1) codes.add(await guess());
  expect([...codes].sort()).toEqual(["throttled", "unauthenticated"]);
  await expect(enterByToken(bearer(fresh.token), from, still)).rejects.toMatchObject({ code: "throttled" });
  await enterByToken(bearer(fresh.token), network(), still);
  await enterByToken(bearer(used.token), from, still);
});

test("the last use is shown, and written at most once a minute", async () => {
  const { ctx } = await mintTenant();
  const { id, token } = await createToken(ctx, wanted);
  const start = Date.now();
  const from = network();
  const versions = new Set<string>();
  for (const seconds of [0, 20, 59, 61]) {
    const at = deps(() => new Date(start + seconds * 1000));
    await enterByToken(bearer(token), from, at);
    const [row] = await sql`select xmin::text as version from api_tokens where id = ${id}`;
    versions.add(row?.version);
  }
  expect(versions.size).toBe(2);
  expect((await listTokens(ctx))[0]).toMatchObject({
    lastUsedAt: new Date(start + 61_000),
    lastUsedFrom: from,
  });
});

test("a token for some workspaces finds no other, and none once they are deleted", async () => {
  const { ctx } = await mintTenant();
  const [mine, other] = [await mintWorkspace(ctx, "Mine"), await mintWorkspace(ctx, "Other")];
  const { token } = await createToken(ctx, { ...wanted, workspaceIds: [mine.workspaceId] });
  const caller = await enterByToken(bearer(token), network(), deps());
  expect((await enterCallerWorkspace(caller, mine.slug)).workspaceId).toBe(mine.workspaceId);
  expect((await enterCallerWorkspace(caller, mine.workspaceId)).workspaceId).toBe(mine.workspaceId);
  for (const name of [other.slug, other.workspaceId]) {
    await expect(enterCallerWorkspace(caller, name)).rejects.toMatchObject({ code: "not_found" });
  }
  // Also where nobody asks for a name: the database hides the others.
  const seen = await caller.ctx.db.run((tx) => tx.execute("select id from workspaces"));
  expect([...seen]).toEqual([{ id: mine.workspaceId }]);
  await deleteWorkspace(ctx, { id: mine.workspaceId, typedName: "Mine" });
  const again = await enterByToken(bearer(token), network(), deps());
  await expect(enterCallerWorkspace(again, other.slug)).rejects.toMatchObject({ code: "not_found" });
});

test("a token outlives its maker, and the list says that they are gone", async () => {
  const { orgId, slug, ctx } = await mintTenant();
  const admin = await mintMember({ orgId, slug }, "admin");
  const { token } = await createToken(admin.ctx, wanted);
  expect((await listTokens(ctx))[0]?.isMakerMember).toBe(true);
  await sql`delete from members where org_id = ${orgId} and account_id = ${admin.accountId}`;
  await enterByToken(bearer(token), network(), deps());
  expect((await listTokens(ctx))[0]?.isMakerMember).toBe(false);
});

test("who made and who revoked a token is in the audit log", async () => {
  const { ctx, orgId } = await mintTenant();
  const { id } = await createToken(ctx, wanted);
  await revokeToken(ctx, { id });
  const rows =
    await sql`select action, target_id, target_label from audit_log where org_id = ${orgId} order by id`;
  expect(rows).toEqual([
    { action: "token.create", target_id: id, target_label: "Nightly export" },
    { action: "token.revoke", target_id: id, target_label: "Nightly export" },
  ]);
});
