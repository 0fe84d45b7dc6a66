import { changePassword } from "@/lib/auth/change-password";
import { confirmPassword } from "@/lib/auth/confirm";
import { enterWorkspace } from "@/lib/auth/enter";
import { chooseLanguage, getLanguage } from "@/lib/auth/language";
import {
  addPasskey,
  checkOwnPasskey,
  removePasskey,
  startPasskey,
  startPasskeyConfirmation,
} from "@/lib/auth/passkeys/own-passkeys";
import {
  cancelEmailChange,
  findEmailChange,
  proveEmailChange,
  requestEmailChange,
} from "@/lib/auth/profile/change-email";
import { renameAccount } from "@/lib/auth/profile/rename";
import {
  checkOwnCode,
  confirmAuthenticator,
  makeRecoveryCodes,
  removeAuthenticator,
  startAuthenticator,
} from "@/lib/auth/second-factor/authenticator";
import { confirmByCode, confirmByPasskey, listConfirmWays } from "@/lib/auth/second-factor/confirm";
import { getSecurity } from "@/lib/auth/second-factor/read";
import { listSessions, revokeOtherSessions, revokeSession } from "@/lib/auth/sessions";
import { requestVerification, verifyAddress } from "@/lib/auth/verify-address";
import type { AccountCtx } from "@/lib/context";
import { deleteAccount, listOnlyOwned } from "@/lib/members/delete-account";
import type { Cases } from "../../support/tenancy/cases";

const GUESSED = "g".repeat(43);
const changed = { current: "not it", password: "eleven muddy trombones" };

const NO_CODE = { code: "000000" };
const SIGNED = {
  id: "Z3Vlc3NlZA",
  rawId: "Z3Vlc3NlZA",
  type: "public-key" as const,
  clientExtensionResults: {},
  response: { clientDataJSON: "e30", authenticatorData: "AAAA", signature: "AAAA" },
};
const MADE = { ...SIGNED, response: { clientDataJSON: "e30", attestationObject: "AAAA" } };
const FOREIGN_KEY = { id: "Z3Vlc3NlZA" };
const confirmed = (account: AccountCtx): AccountCtx => ({ ...account, confirmedAt: account.clock() });

export const verbs: Cases["verbs"] = {
  renameAccount: { outcome: "own", call: ({ account }) => renameAccount(account, { name: account.name }) },
  getLanguage: { outcome: "own", call: ({ account }) => getLanguage(account) },
  chooseLanguage: { outcome: "own", call: ({ account }) => chooseLanguage(account, { language: "en" }) },
  findEmailChange: { outcome: "own", call: ({ account }) => findEmailChange(account) },
  requestEmailChange: {
    outcome: "confirm_needed",
    call: ({ account }) => requestEmailChange(account, { email: "new@example.com" }),
  },
  proveEmailChange: {
    outcome: "conflict",
    call: ({ account }) => proveEmailChange(account, { token: GUESSED }),
  },
  cancelEmailChange: { outcome: "own", call: ({ account }) => cancelEmailChange(account) },
  listOnlyOwned: { outcome: "own", call: async ({ account }) => (await listOnlyOwned(account)).length },
  deleteAccount: {
    outcome: "invalid_input",
    call: ({ account }) => deleteAccount(confirmed(account), { typed: "another@example.com" }),
  },
  getSecurity: { outcome: "own", call: ({ account }) => getSecurity(account) },
  listConfirmWays: { outcome: "own", call: ({ account }) => listConfirmWays(account) },
  confirmByCode: {
    outcome: "invalid_input",
    call: ({ account }, { sessionId }) => confirmByCode({ ...account, sessionId }, NO_CODE),
  },
  checkOwnCode: {
    outcome: "own",
    call: ({ account }, { sessionId }) => checkOwnCode({ ...account, sessionId }, NO_CODE.code),
  },
  startPasskeyConfirmation: {
    outcome: "not_found",
    call: ({ account }) => startPasskeyConfirmation(account),
  },
  checkOwnPasskey: { outcome: "own", call: ({ account }) => checkOwnPasskey(account, SIGNED) },
  confirmByPasskey: {
    outcome: "invalid_input",
    call: ({ account }, { sessionId }) => confirmByPasskey({ ...account, sessionId }, { response: SIGNED }),
  },
  // Without a browser nobody has confirmed anything.
  startAuthenticator: { outcome: "confirm_needed", call: ({ account }) => startAuthenticator(account) },
  confirmAuthenticator: {
    outcome: "confirm_needed",
    call: ({ account }) => confirmAuthenticator(account, NO_CODE),
  },
  removeAuthenticator: {
    outcome: "not_found",
    call: ({ account }) => removeAuthenticator(confirmed(account)),
  },
  makeRecoveryCodes: { outcome: "conflict", call: ({ account }) => makeRecoveryCodes(confirmed(account)) },
  startPasskey: { outcome: "confirm_needed", call: ({ account }) => startPasskey(account) },
  addPasskey: {
    outcome: "invalid_input",
    call: ({ account }) => addPasskey(confirmed(account), { name: "Phone", response: MADE }),
  },
  removePasskey: {
    outcome: "not_found",
    call: ({ account }) => removePasskey(confirmed(account), FOREIGN_KEY),
  },
  enterWorkspace: {
    outcome: "not_found",
    call: ({ ctx }, { workspaceSlug }) => enterWorkspace(ctx, workspaceSlug),
  },
  listSessions: { outcome: "own", call: ({ account }) => listSessions(account) },
  revokeSession: {
    outcome: "not_found",
    call: ({ account }, { sessionId }) => revokeSession(account, { id: sessionId }),
  },
  confirmPassword: {
    outcome: "invalid_input",
    call: ({ account }, { sessionId }) => confirmPassword({ ...account, sessionId }, { password: "not it" }),
  },
  changePassword: {
    outcome: "invalid_input",
    call: ({ account }, { sessionId }) => changePassword({ ...account, sessionId }, changed),
  },
  // Without a mail server there is nothing to verify by; with one, see tests/db/auth/mailed-accounts.test.ts.
  requestVerification: { outcome: "conflict", call: ({ account }) => requestVerification(account) },
  verifyAddress: {
    outcome: "conflict",
    call: ({ account }) => verifyAddress(account, { token: GUESSED }),
  },
  // With a session of its own kept, so that the stranger's browsers of this test stay signed in.
  revokeOtherSessions: {
    outcome: "own",
    call: async ({ account }) => revokeOtherSessions({ ...account, accountId: crypto.randomUUID() }),
  },
};

const HALF =
  "Opens with what its own browser was given; throttled by sender and account (tests/db/auth/second-*).";

const MAILED = "Opens with a mailed secret only; throttled by sender and link (tests/db/auth/mailed-*).";

export const actions: Cases["actions"] = {
  chooseLanguageAction: { scope: "account", outcome: "own", input: () => ({ language: "en" }) },
  renameAccountAction: { scope: "account", outcome: "own", input: () => ({ name: "Robin" }) },
  requestEmailChangeAction: {
    scope: "account",
    outcome: "conflict",
    input: () => ({ email: "new@example.com" }),
  },
  proveEmailChangeAction: { scope: "account", outcome: "conflict", input: () => ({ token: GUESSED }) },
  cancelEmailChangeAction: { scope: "account", outcome: "own", input: () => ({}) },
  deleteAccountAction: {
    scope: "account",
    outcome: "invalid_input",
    input: () => ({ typed: "another@example.com" }),
  },
  signUpAction: { scope: "public", reason: "It makes the account; throttled by sender (tests/db/auth)." },
  confirmSignUpAction: { scope: "public", reason: MAILED },
  resetPasswordAction: { scope: "public", reason: MAILED },
  joinByMailAction: { scope: "public", reason: MAILED },
  forgotPasswordAction: {
    scope: "public",
    reason: "Answers the same for every address; throttled by sender and address (tests/db/auth).",
  },
  changePasswordAction: { scope: "account", outcome: "invalid_input", input: () => changed },
  requestVerificationAction: { scope: "account", outcome: "conflict", input: () => ({}) },
  verifyAddressAction: { scope: "account", outcome: "conflict", input: () => ({ token: GUESSED }) },
  revokeSessionAction: {
    scope: "account",
    outcome: "not_found",
    input: ({ sessionId }) => ({ id: sessionId }),
  },
  startSecondPasskeyAction: { scope: "public", reason: HALF },
  startPasskeySignInAction: { scope: "public", reason: HALF },
  listConfirmWaysAction: { scope: "account", outcome: "own", input: () => ({}) },
  confirmByCodeAction: { scope: "account", outcome: "invalid_input", input: () => NO_CODE },
  startPasskeyConfirmationAction: { scope: "account", outcome: "not_found", input: () => ({}) },
  confirmByPasskeyAction: {
    scope: "account",
    outcome: "invalid_input",
    input: () => ({ response: SIGNED }),
  },
  startAuthenticatorAction: { scope: "account", outcome: "own", input: () => ({}) },
  confirmAuthenticatorAction: { scope: "account", outcome: "invalid_input", input: () => NO_CODE },
  removeAuthenticatorAction: { scope: "account", outcome: "not_found", input: () => ({}) },
  makeRecoveryCodesAction: { scope: "account", outcome: "conflict", input: () => ({}) },
  startPasskeyAction: { scope: "account", outcome: "own", input: () => ({}) },
  addPasskeyAction: {
    scope: "account",
    outcome: "invalid_input",
    input: () => ({ name: "Phone", response: MADE }),
  },
  removePasskeyAction: { scope: "account", outcome: "not_found", input: () => FOREIGN_KEY },
  confirmPasswordAction: {
    scope: "account",
    outcome: "invalid_input",
    input: () => ({ password: "not it" }),
  },
  revokeOtherSessionsAction: { scope: "account", outcome: "own", input: () => ({}) },
};

const SIGN_IN = "Signing in and out; held shut and same-origin by tests/db/auth/sign-in.test.ts.";

export const routes: Cases["routes"] = {
  "GET app/api/auth/[...nextauth]/route.ts": { scope: "public", reason: SIGN_IN },
  "POST app/api/auth/[...nextauth]/route.ts": { scope: "public", reason: SIGN_IN },
  "GET app/api/health/route.ts": { scope: "public", reason: "Says that the process answers, no more." },
  "GET app/api/ready/route.ts": {
    scope: "public",
    reason: "For load balancers; says which part is down, free space and the age of the queue, no more.",
  },
  "GET app/api/metrics/route.ts": {
    scope: "public",
    reason: "For the operator's Prometheus, with the operator's token only (tests/db/metrics.test.ts).",
  },
  "GET app/api/inngest/route.ts": {
    scope: "public",
    reason: "Signed requests of Inngest only; else 401 (tests/jobs).",
  },
  "POST app/api/inngest/route.ts": {
    scope: "public",
    reason: "Signed requests of Inngest only; else 401 (tests/jobs).",
  },
  "PUT app/api/inngest/route.ts": {
    scope: "public",
    reason: "Signed requests of Inngest only; else 401 (tests/jobs).",
  },
};
