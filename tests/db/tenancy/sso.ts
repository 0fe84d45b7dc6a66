import { addDomain, proveDomain, removeDomain } from "@/lib/sso/domains";
import { linkToAccount, listIdentities, unlinkIdentity } from "@/lib/sso/link";
import { linkHere } from "@/lib/sso/pending";
import { getSsoSettings, removeProvider, requireOnlySso, saveProvider } from "@/lib/sso/settings";
import { inRequest } from "../../support/request";
import type { Cases } from "../../support/tenancy/cases";

/** Nothing listens there. */
const nowhere = {
  ...{ label: "Nowhere", issuer: "http://127.0.0.1:1", clientId: "x", clientSecret: "x" },
  ...{ addsMembers: true, defaultRole: "viewer" as const },
};
const newDomain = () => ({ domain: `walk-${crypto.randomUUID()}.example` });
const pending = {
  ...{ providerId: "google", label: "Google", issuer: "https://accounts.google.com", subject: "walk" },
  ...{ email: null, emailVerified: null, next: "/" },
};

const GATE = "Asked by enterOrg, with the membership it has just found (tests/db/sso).";

export const verbs: Cases["verbs"] = {
  requireSso: { trusted: GATE },
  tellOwners: { trusted: GATE },
  getSsoSettings: { outcome: "own", call: ({ ctx }) => getSsoSettings(ctx) },
  saveProvider: { outcome: "confirm_needed", call: ({ ctx }) => saveProvider(ctx, nowhere) },
  removeProvider: { outcome: "conflict", call: ({ ctx }) => removeProvider(ctx, { issuer: "another" }) },
  requireOnlySso: { outcome: "confirm_needed", call: ({ ctx }) => requireOnlySso(ctx, { onlySso: true }) },
  addDomain: { outcome: "own", call: ({ ctx }) => addDomain(ctx, newDomain()) },
  proveDomain: { outcome: "not_found", call: ({ ctx }, { domainId }) => proveDomain(ctx, { id: domainId }) },
  removeDomain: {
    outcome: "not_found",
    call: ({ ctx }, { domainId }) => removeDomain(ctx, { id: domainId }),
  },
  listIdentities: { outcome: "own", call: ({ account }) => listIdentities(account) },
  unlinkIdentity: {
    outcome: "not_found",
    call: ({ account }, { identityId }) => unlinkIdentity(account, { id: identityId }),
  },
  linkToAccount: { outcome: "confirm_needed", call: ({ account }) => linkToAccount(account, pending) },
  linkHere: { outcome: "conflict", call: ({ account }) => inRequest({}, () => linkHere(account)) },
};

export const actions: Cases["actions"] = {
  saveProviderAction: {
    ...{ scope: "org", can: "organization:update", outcome: "invalid_input" },
    input: () => nowhere,
  },
  removeProviderAction: {
    ...{ scope: "org", can: "organization:update", outcome: "conflict" },
    input: () => ({ issuer: "another" }),
  },
  requireOnlySsoAction: {
    ...{ scope: "org", can: "organization:update", outcome: "conflict" },
    input: () => ({ onlySso: true }),
  },
  addDomainAction: { scope: "org", can: "organization:update", outcome: "own", input: newDomain },
  proveDomainAction: {
    ...{ scope: "org", can: "organization:update", outcome: "not_found" },
    input: ({ domainId }) => ({ id: domainId }),
  },
  removeDomainAction: {
    ...{ scope: "org", can: "organization:update", outcome: "not_found" },
    input: ({ domainId }) => ({ id: domainId }),
  },
  linkIdentityAction: { scope: "account", outcome: "conflict", input: () => ({}) },
  unlinkIdentityAction: {
    ...{ scope: "account", outcome: "not_found" },
    input: ({ identityId }) => ({ id: identityId }),
  },
  findSignInProviderAction: {
    scope: "public",
    reason: "Says by the domain alone where to sign in; throttled by sender (tests/db/sso).",
  },
  requestLinkMailAction: {
    scope: "public",
    reason: "Needs the sealed cookie of someone whom a provider has vouched for (tests/db/sso/link.test.ts).",
  },
  linkByMailAction: {
    scope: "public",
    reason: "Needs that cookie and a mailed secret (tests/db/sso/link.test.ts).",
  },
};

export const routes: Cases["routes"] = {
  "GET app/api/auth/sso/[provider]/route.ts": {
    scope: "public",
    reason: "Sends a browser to a provider; throttled by sender (tests/db/sso).",
  },
};
