import { randomUUID } from "node:crypto";
import { listAuditEntries } from "@/lib/audit/list";
import { createOrganization } from "@/lib/organizations/create";
import { getFrame } from "@/lib/organizations/get-layout-data";
import { getOrganization, listOrganizations } from "@/lib/organizations/read";
import type { Cases } from "../../support/tenancy/cases";

const newOne = () => ({ name: "Another", slug: `another-${randomUUID().slice(0, 8)}` });

export const verbs: Cases["verbs"] = {
  createOrganization: { outcome: "own", call: ({ account }) => createOrganization(account, newOne()) },
  getOrganization: { outcome: "own", call: ({ ctx }) => getOrganization(ctx) },
  listOrganizations: { outcome: "own", call: ({ account }) => listOrganizations(account) },
  listAuditEntries: { outcome: "own", call: ({ ctx }) => listAuditEntries(ctx, { page: 1, pageSize: 500 }) },
  getFrame: { outcome: "not_found", call: ({ account, ctx }, { slug }) => getFrame(account, ctx, slug) },
};

export const actions: Cases["actions"] = {
  // The address of another organization is taken: that it exists is all that is said.
  createOrganizationAction: {
    scope: "account",
    outcome: "conflict",
    input: ({ slug }) => ({ name: "Copy", slug }),
  },
};
