import { describe, expect, test } from "vitest";
import { removePasskey, startPasskeyConfirmation } from "@/lib/auth/passkeys/own-passkeys";
import { signInWithPasskey, startPasskeySignIn } from "@/lib/auth/passkeys/sign-in";
import { hashPassword } from "@/lib/auth/password";
import { confirmByPasskey } from "@/lib/auth/second-factor/confirm";
import { finishSecondStep, startSecondPasskey } from "@/lib/auth/second-factor/second-step";
import { signIn } from "@/lib/auth/sign-in";
import { accountCtx, mintAccount } from "../../support/account";
import { testDb } from "../../support/db";
import { mintPasskey } from "../../support/passkey";
import { visitorAt } from "../../support/portal";
import { signedIn } from "../../support/request";
import { stoppedClock } from "../../support/second-factor";

const { sql } = testDb();
const PASSWORD = "violet kettle under the stairs";
const HASH = await hashPassword(PASSWORD);

/** Someone with a passkey. */
async function mintPerson() {
  const clock = stoppedClock();
  const account = await mintAccount({ clock: clock.now });
  await sql`update accounts set password_hash = ${HASH} where id = ${account.accountId}`;
  const device = await mintPasskey(account.accountId);
  const visitor = visitorAt(clock.now);
  const half = async () => {
    const browser = { previousSessionId: null, knownAccounts: [] };
    const opened = await signIn(visitor, { email: account.email, password: PASSWORD }, browser);
    if (!opened || !("step" in opened)) throw new Error("It asks for no second step.");
    return opened.step;
  };
  return { account, accountId: account.accountId, clock, device, visitor, half };
}

describe("instead of a password", () => {
  test("signs in once for a challenge, and only when its owner unlocked it", async () => {
    const { accountId, device, visitor } = await mintPerson();
    const locked = await startPasskeySignIn(visitor);
    const { challenge } = locked.options;
    const response = device.answer(challenge, { unlocked: false });
    expect(await signInWithPasskey(visitor, { step: locked.step, response }, null)).toBeNull();
    const { step, options } = await startPasskeySignIn(visitor);
    expect(options.userVerification).toBe("required");
    const signed = device.answer(options.challenge);
    expect(await signInWithPasskey(visitor, { step, response: signed }, null)).toMatchObject({ accountId });
    await expect(signInWithPasskey(visitor, { step, response: signed }, null)).rejects.toMatchObject({
      code: "conflict",
    });
    const rows = await sql`select method from member_sessions where account_id = ${accountId}`;
    expect(rows).toEqual([{ method: "passkey" }]);
  });

  test.each([
    ["for another site", { origin: "https://rollcall.example" }],
    ["with a counter that did not move, as a copied key has it", { counter: 1 }],
  ])("refuses what was signed %s", async (_what, more) => {
    const { accountId, device, visitor } = await mintPerson();
    await sql`update account_passkeys set counter = 1 where account_id = ${accountId}`;
    const { step, options } = await startPasskeySignIn(visitor);
    const response = device.answer(options.challenge, { counter: 2, ...more });
    expect(await signInWithPasskey(visitor, { step, response }, null)).toBeNull();
  });

  test("refuses a challenge of another browser, a late one, and an unknown passkey, with the same answer", async () => {
    const { device, visitor, clock } = await mintPerson();
    const [mine, theirs] = [await startPasskeySignIn(visitor), await startPasskeySignIn(visitor)];
    const response = device.answer(theirs.options.challenge);
    expect(await signInWithPasskey(visitor, { step: mine.step, response }, null)).toBeNull();
    const third = await startPasskeySignIn(visitor);
    const unknown = { ...device.answer(third.options.challenge), id: "bm9ib2R5" };
    expect(await signInWithPasskey(visitor, { step: third.step, response: unknown }, null)).toBeNull();
    const late = await startPasskeySignIn(visitor);
    clock.pass(5 * 60_000 + 1);
    const answer = { step: late.step, response: device.answer(late.options.challenge) };
    await expect(signInWithPasskey(visitor, answer, null)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("beside the password", () => {
  test("is the second factor, also without being unlocked", async () => {
    const { accountId, device, visitor, half } = await mintPerson();
    const step = await half();
    const options = await startSecondPasskey(visitor, step);
    expect(options.allowCredentials).toEqual([expect.objectContaining({ id: device.id })]);
    const response = device.answer(options.challenge, { unlocked: false });
    const proof = { kind: "passkey", response } as const;
    expect(await finishSecondStep(visitor, { step, proof }, null)).toMatchObject({ accountId });
  });

  test("another person's passkey is none", async () => {
    const { visitor, half } = await mintPerson();
    const other = await mintPerson();
    const step = await half();
    const options = await startSecondPasskey(visitor, step);
    const proof = { kind: "passkey", response: other.device.answer(options.challenge) } as const;
    expect(await finishSecondStep(visitor, { step, proof }, null)).toBeNull();
    await expect(startSecondPasskey(visitor, null)).rejects.toMatchObject({ code: "conflict" });
  });
});

test("confirms something sensitive in this browser, once for a challenge", async () => {
  const { account, accountId, clock, device } = await mintPerson();
  const { sessionId } = await signedIn(accountId, new Date(clock.now().getTime() - 3_600_000));
  const here = { ...account, sessionId };
  const { challenge } = await startPasskeyConfirmation(here);
  const response = device.answer(challenge);
  const elsewhere = { ...account, sessionId: (await signedIn(accountId)).sessionId };
  await expect(confirmByPasskey(elsewhere, { response })).rejects.toMatchObject({ code: "invalid_input" });
  await confirmByPasskey(here, { response });
  const [row] = await sql`select confirmed_at from member_sessions where sid_hash = ${sessionId}`;
  expect(row?.confirmed_at).toEqual(clock.now());
  await expect(confirmByPasskey(here, { response })).rejects.toMatchObject({ code: "invalid_input" });
});

test("removed, it opens nothing, and the account has no second factor left", async () => {
  const { account, accountId, device, visitor } = await mintPerson();
  const confirmed = { ...account, confirmedAt: account.clock() };
  await expect(removePasskey(account, { id: device.id })).rejects.toMatchObject({ code: "confirm_needed" });
  await removePasskey(confirmed, { id: device.id });
  expect((await accountCtx(accountId)).hasSecondFactor).toBe(false);
  const { step, options } = await startPasskeySignIn(visitor);
  const response = device.answer(options.challenge);
  expect(await signInWithPasskey(visitor, { step, response }, null)).toBeNull();
});
