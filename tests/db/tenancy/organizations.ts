import { randomUUID } from "node:crypto";
import { exportAuditLog } from "@/lib/audit-log/export";
import { listAuditEntries } from "@/lib/audit-log/list";
import type { Ctx } from "@/lib/context";
import { createOrganization } from "@/lib/organizations/create";
import { getFrame } from "@/lib/organizations/get-layout-data";
import { getOrganization, listOrganizations } from "@/lib/organizations/read";
import { getSecondFactorRule, setSecondFactorRule } from "@/lib/organizations/second-factor";
import { saved } from "../../support/csv";
import type { Cases } from "../../support/tenancy/cases";

const newOne = () => ({ name: "Another", slug: `another-${randomUUID().slice(0, 8)}` });

const exported = async (ctx: Ctx) => (await saved(await exportAuditLog(ctx, {}))).toString();

export const verbs: Cases["verbs"] = {
  createOrganization: { outcome: "own", call: ({ account }) => createOrganization(account, newOne()) },
  getOrganization: { outcome: "own", call: ({ ctx }) => getOrganization(ctx) },
  getSecondFactorRule: { outcome: "own", call: ({ ctx }) => getSecondFactorRule(ctx) },
  // Without a browser nobody has confirmed anything.
  setSecondFactorRule: {
    outcome: "confirm_needed",
    call: ({ ctx }) => setSecondFactorRule(ctx, { required: false }),
  },
  listOrganizations: { outcome: "own", call: ({ account }) => listOrganizations(account) },
  listAuditEntries: { outcome: "own", call: ({ ctx }) => listAuditEntries(ctx, {}, null) },
  exportAuditLog: { outcome: "own", call: ({ ctx }) => exported(ctx) },
  getFrame: { outcome: "not_found", call: ({ account, ctx }, { slug }) => getFrame(account, ctx, slug) },
};

export const actions: Cases["actions"] = {
  setSecondFactorRuleAction: {
    scope: "org",
    can: "organization:update",
    outcome: "own",
    input: () => ({ required: false }),
  },
  // The address of another organization is taken: that it exists is all that is said.
  createOrganizationAction: {
    scope: "account",
    outcome: "conflict",
    input: ({ slug }) => ({ name: "Copy", slug }),
  },
};

export const routes: Cases["routes"] = {
  "GET app/(manager)/[org]/audit-log/entries.csv/route.ts": {
    scope: "org",
    can: "audit:view",
    outcome: "own",
    request: ({ slug }) => ({ url: `/${slug}/audit-log/entries.csv`, params: { org: slug } }),
  },
};
