import { describe, expect, test } from "vitest";
import { confirmPassword } from "@/lib/auth/confirm";
import { proveAccount } from "@/lib/auth/mail-links.store";
import { hashPassword } from "@/lib/auth/password";
import {
  confirmAuthenticator,
  makeRecoveryCodes,
  removeAuthenticator,
  startAuthenticator,
} from "@/lib/auth/second-factor/authenticator";
import { checkTotp } from "@/lib/auth/second-factor/check";
import { confirmByCode, listConfirmWays } from "@/lib/auth/second-factor/confirm";
import { getSecurity } from "@/lib/auth/second-factor/read";
import { findSecondStep, finishSecondStep, type SecondProof } from "@/lib/auth/second-factor/second-step";
import { signIn } from "@/lib/auth/sign-in";
import { tenantDb } from "@/lib/db/tenant";
import { purgeOld } from "@/lib/purge/purge-old";
import { accountCtx, mintAccount } from "../../support/account";
import { signInThrough } from "../../support/auth-route";
import { testDb } from "../../support/db";
import { visitorAt } from "../../support/portal";
import { signedIn } from "../../support/request";
import { codeAt, setUpApp, stoppedClock } from "../../support/second-factor";
import { mintTenant } from "../../support/tenant";

const { db, sql } = testDb();
const PASSWORD = "violet kettle under the stairs";
const HASH = await hashPassword(PASSWORD);
const NEW_BROWSER = { previousSessionId: null, knownAccounts: [] };

/** Someone with an authenticator app, and a clock. */
async function mintPerson() {
  const clock = stoppedClock();
  const account = await mintAccount({ clock: clock.now });
  await sql`update accounts set password_hash = ${HASH} where id = ${account.accountId}`;
  const app = await setUpApp(account);
  const { email, accountId } = account;
  const visitor = visitorAt(clock.now);
  const half = async () => {
    const opened = await signIn(visitor, { email, password: PASSWORD }, NEW_BROWSER);
    if (!opened || !("step" in opened)) throw new Error("It asks for no second step.");
    return opened.step;
  };
  const finish = (step: string | null, proof: SecondProof) =>
    finishSecondStep(visitor, { step, proof }, null);
  return { account, accountId, email, clock, visitor, half, finish, ...app };
}

const sessionsOf = async (accountId: string) =>
  (await sql`select method from member_sessions where account_id = ${accountId} and revoked_at is null`).map(
    ({ method }) => method,
  );

describe("the second step", () => {
  test("there is no session before it, and a wrong password does not get so far", async () => {
    const { accountId, email, half, visitor } = await mintPerson();
    expect(await signIn(visitor, { email, password: "wrong" }, NEW_BROWSER)).toBeNull();
    const step = await half();
    expect(await sessionsOf(accountId)).toEqual([]);
    expect(await findSecondStep(visitor, step)).toEqual({ code: true, passkey: false });
    const [row] = await sql`select key_hash from sign_in_steps where account_id = ${accountId}`;
    expect(row?.key_hash).not.toContain(step);
  });

  test("through the route the browser gets no session cookie, only the step's", async () => {
    const { email } = await mintPerson();
    const answer = await signInThrough({ email, password: PASSWORD });
    expect(answer.url).toContain("error=second_step");
    expect(answer.cookie).toBe("");
    expect(answer.known).toBe("");
  });

  test("a code opens one session; the same again, or an older one, opens none", async () => {
    const { accountId, clock, secret, half, finish } = await mintPerson();
    const code = codeAt(secret, clock.now());
    const older = codeAt(secret, new Date(clock.now().getTime() - 30_000));
    expect(await finish(await half(), { kind: "code", code })).toMatchObject({ accountId });
    expect(await sessionsOf(accountId)).toEqual(["code"]);
    expect(await finish(await half(), { kind: "code", code })).toBeNull();
    expect(await finish(await half(), { kind: "code", code: older })).toBeNull();
    clock.pass(30_000);
    expect(await finish(await half(), { kind: "code", code: codeAt(secret, clock.now()) })).not.toBeNull();
  });

  test("of five tries at once with one code, in five browsers, one opens a session", async () => {
    const { accountId, clock, secret, half, finish } = await mintPerson();
    const steps = [];
    for (let at = 0; at < 5; at++) steps.push(await half());
    const code = codeAt(secret, clock.now());
    const tries = await Promise.allSettled(steps.map((step) => finish(step, { kind: "code", code })));
    expect(tries.filter((each) => each.status === "fulfilled" && each.value !== null)).toHaveLength(1);
    expect(await sessionsOf(accountId)).toEqual(["code"]);
  });

  test("a code that another sign-in is about to use, but has not yet, opens none", async () => {
    const { accountId, clock, secret } = await mintPerson();
    const code = codeAt(secret, clock.now());
    const whose = { accountId, now: clock.now() };
    const inRows = tenantDb(db, { accountId });
    const later: Promise<boolean>[] = [];
    const first = await inRows.run(async (tx) => {
      const passed = await checkTotp(tx, code, whose);
      // It sees the row as it was, and waits for this transaction with its own use of the code.
      later.push(inRows.run((other) => checkTotp(other, code, whose)));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return passed;
    });
    expect([first, await later[0]]).toEqual([true, false]);
  });

  test("of five tries at once with one recovery code one opens a session, and it never works again", async () => {
    const { accountId, codes, half, finish } = await mintPerson();
    const steps = [];
    for (let at = 0; at < 5; at++) steps.push(await half());
    const proof = {
      kind: "recovery_code",
      code: ` ${codes[0]?.toUpperCase().replaceAll("-", " ")}`,
    } as const;
    const tries = await Promise.allSettled(steps.map((step) => finish(step, proof)));
    expect(tries.filter((each) => each.status === "fulfilled" && each.value !== null)).toHaveLength(1);
    expect(await finish(await half(), proof)).toBeNull();
    expect(await sessionsOf(accountId)).toEqual(["recovery_code"]);
    const log = await sql`select count(*)::int as left from account_recovery_codes
      where account_id = ${accountId} and used_at is null`;
    expect(log[0]?.left).toBe(9);
  });

  test("a step is used up by the session it opens, and what a second try showed is not", async () => {
    const { accountId, codes, half, finish } = await mintPerson();
    const step = await half();
    const proofs = codes.slice(0, 4).map((code) => ({ kind: "recovery_code", code }) as const);
    const tries = await Promise.allSettled(proofs.map((proof) => finish(step, proof)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [row] = await sql`select count(*)::int as left from account_recovery_codes
      where account_id = ${accountId} and used_at is null`;
    expect(row?.left).toBe(9);
  });

  test("is open for five minutes, to the browser that holds it, and until the password is another", async () => {
    const { clock, codes, half, finish, accountId } = await mintPerson();
    const proof = { kind: "recovery_code", code: codes[0] ?? "" } as const;
    for (const step of [null, "", "g".repeat(43)])
      await expect(finish(step, proof)).rejects.toMatchObject({ code: "conflict" });
    const late = await half();
    clock.pass(5 * 60_000 + 1);
    await expect(finish(late, proof)).rejects.toMatchObject({ code: "conflict" });
    const closed = await half();
    await tenantDb(db, { accountId }).run((tx) =>
      tx.execute(`select system_close_sign_in_steps('${accountId}')`),
    );
    await expect(finish(closed, proof)).rejects.toMatchObject({ code: "conflict" });
    expect(await finish(await half(), proof)).not.toBeNull();
  });

  test("guesses are few whichever browser and network they come from; a recovery code still works", async () => {
    const { codes, half, finish, email, clock, secret } = await mintPerson();
    for (let at = 0; at < 6; at++)
      expect(await finish(await half(), { kind: "code", code: "000000" })).toBeNull();
    const elsewhere = visitorAt(clock.now);
    const opened = await signIn(elsewhere, { email, password: PASSWORD }, NEW_BROWSER);
    const step = opened && "step" in opened ? opened.step : "";
    const right = { kind: "code", code: codeAt(secret, clock.now()) } as const;
    await expect(finishSecondStep(elsewhere, { step, proof: right }, null)).rejects.toMatchObject({
      code: "throttled",
    });
    const proof = { kind: "recovery_code", code: codes[0] ?? "" } as const;
    expect(await finishSecondStep(elsewhere, { step, proof }, null)).not.toBeNull();
  });

  test("is noted in the audit log of the organizations, without any code", async () => {
    const { accountId, clock, secret, codes, half, finish } = await mintPerson();
    const { orgId } = await mintTenant();
    await sql`insert into members (org_id, account_id, role) values (${orgId}, ${accountId}, 'viewer')`;
    await finish(await half(), { kind: "code", code: "000000" });
    await finish(await half(), { kind: "code", code: codeAt(secret, clock.now()) });
    await finish(await half(), { kind: "recovery_code", code: codes[0] ?? "" });
    const rows = await sql`select action, detail from audit_log where org_id = ${orgId} order by id`;
    expect(rows.map(({ action }) => action)).toEqual([
      "session.refuse_second_factor",
      "session.start",
      "account.use_recovery_code",
      "session.start",
    ]);
    expect(JSON.stringify(rows)).not.toContain(codes[0]);
    expect(rows.map(({ detail }) => detail.method ?? null)).toEqual([null, "code", null, "recovery_code"]);
  });

  test("old steps are purged", async () => {
    const { accountId, half } = await mintPerson();
    await half();
    await purgeOld();
    expect(await sql`select from sign_in_steps where account_id = ${accountId}`).toHaveLength(0);
  });
});

describe("setting up", () => {
  test("counts for nothing before a first code, and asks who it is first", async () => {
    const account = await mintAccount();
    await expect(startAuthenticator(account)).rejects.toMatchObject({ code: "confirm_needed" });
    const confirmed = { ...account, confirmedAt: account.clock() };
    const { secret, picture } = await startAuthenticator(confirmed);
    expect(picture.path.startsWith("M4 4h1v1h-1z")).toBe(true);
    await expect(confirmAuthenticator(confirmed, { code: "000000" })).rejects.toMatchObject({
      fieldErrors: { code: expect.stringContaining("wrong") },
    });
    expect((await accountCtx(account.accountId)).hasSecondFactor).toBe(false);
    const { recoveryCodes } = await confirmAuthenticator(confirmed, {
      code: codeAt(secret, account.clock()),
    });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await accountCtx(account.accountId)).hasSecondFactor).toBe(true);
    await expect(startAuthenticator(confirmed)).rejects.toMatchObject({ code: "conflict" });
    const [row] = await sql`select secret_sealed from account_totp where account_id = ${account.accountId}`;
    expect(row?.secret_sealed).not.toContain(secret);
    const kept =
      await sql`select code_hash from account_recovery_codes where account_id = ${account.accountId}`;
    expect(JSON.stringify(kept)).not.toContain(recoveryCodes?.[0]?.replaceAll("-", ""));
  });

  test("signs every other browser out, which has shown no second factor", async () => {
    const account = await mintAccount();
    const here = await signedIn(account.accountId);
    await signedIn(account.accountId);
    await setUpApp({ ...account, sessionId: here.sessionId });
    expect(await sessionsOf(account.accountId)).toHaveLength(1);
  });

  test("removed, nothing is asked for, and recovery codes are gone; new ones replace earlier ones", async () => {
    const { account, accountId, codes, email, visitor, half, finish } = await mintPerson();
    const confirmed = { ...account, confirmedAt: account.clock() };
    const made = await makeRecoveryCodes(confirmed);
    expect(await finish(await half(), { kind: "recovery_code", code: codes[0] ?? "" })).toBeNull();
    expect(
      await finish(await half(), { kind: "recovery_code", code: made.recoveryCodes[0] ?? "" }),
    ).not.toBeNull();
    await removeAuthenticator(confirmed);
    expect(await getSecurity(account)).toMatchObject({ authenticatorSince: null, recoveryCodes: 0 });
    expect(await signIn(visitor, { email, password: PASSWORD }, NEW_BROWSER)).toMatchObject({ accountId });
    await expect(makeRecoveryCodes(confirmed)).rejects.toMatchObject({ code: "conflict" });
  });

  test("an account that is handed over to the owner of its address loses them", async () => {
    const { accountId, email } = await mintPerson();
    const proved = await tenantDb(db, {}).run((tx) =>
      proveAccount(tx, { email, name: "Owner", passwordHash: HASH }, new Date()),
    );
    expect(proved).toBe(accountId);
    expect((await accountCtx(accountId)).hasSecondFactor).toBe(false);
    for (const table of ["account_totp", "account_recovery_codes", "account_passkeys"])
      expect(await sql`select from ${sql(table)} where account_id = ${accountId}`).toHaveLength(0);
  });

  test("a colleague sees none of it, and can't delete the account either", async () => {
    const { accountId } = await mintPerson();
    const { orgId } = await mintTenant();
    await sql`insert into members (org_id, account_id, role) values (${orgId}, ${accountId}, 'viewer')`;
    const colleague = tenantDb(db, { orgId });
    const seen = await colleague.run(async (tx) => [
      await tx.execute("select from account_totp"),
      await tx.execute("select from account_recovery_codes"),
      await tx.execute(`delete from accounts where id = '${accountId}' returning id`),
    ]);
    expect(seen.map((rows) => rows.length)).toEqual([0, 0, 0]);
    const steps = colleague.run((tx) => tx.execute("select from sign_in_steps"));
    await expect(steps).rejects.toMatchObject({ code: "42501" });
  });
});

describe("confirming", () => {
  test("takes a code instead of the password, once", async () => {
    const { account, accountId, clock, secret } = await mintPerson();
    const { sessionId } = await signedIn(accountId, new Date(clock.now().getTime() - 3_600_000));
    const here = { ...account, sessionId };
    expect(await listConfirmWays(here)).toEqual({ password: true, code: true, passkey: false });
    const code = codeAt(secret, clock.now());
    await confirmByCode(here, { code });
    const [row] = await sql`select confirmed_at from member_sessions where sid_hash = ${sessionId}`;
    expect(row?.confirmed_at).toEqual(clock.now());
    await expect(confirmByCode(here, { code })).rejects.toMatchObject({ code: "invalid_input" });
    await confirmPassword(here, { password: PASSWORD });
  });
});
