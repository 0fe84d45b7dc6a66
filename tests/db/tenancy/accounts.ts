import { confirmPassword } from "@/lib/auth/confirm";
import { enterWorkspace } from "@/lib/auth/enter";
import { listSessions } from "@/lib/auth/list-sessions";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/revoke-session";
import type { Cases } from "../../support/tenancy/cases";

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
  // With a session of its own kept, so that the stranger's browsers of this test stay signed in.
  revokeOtherSessions: {
    outcome: "own",
    call: async ({ account }) => revokeOtherSessions({ ...account, accountId: crypto.randomUUID() }),
  },
};

export const actions: Cases["actions"] = {
  signUpAction: { scope: "public", reason: "It makes the account; throttled by sender (tests/db/auth)." },
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
