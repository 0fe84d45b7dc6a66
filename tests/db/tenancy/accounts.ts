import { changePassword } from "@/lib/auth/change-password";
import { confirmPassword } from "@/lib/auth/confirm";
import { enterWorkspace } from "@/lib/auth/enter";
import { listSessions, revokeOtherSessions, revokeSession } from "@/lib/auth/sessions";
import { requestVerification, verifyAddress } from "@/lib/auth/verify-address";
import type { Cases } from "../../support/tenancy/cases";

const GUESSED = "g".repeat(43);
const changed = { current: "not it", password: "eleven muddy trombones" };

export const verbs: Cases["verbs"] = {
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

const MAILED = "Opens with a mailed secret only; throttled by sender and link (tests/db/auth/mailed-*).";

export const actions: Cases["actions"] = {
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
