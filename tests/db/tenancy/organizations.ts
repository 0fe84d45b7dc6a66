import { randomUUID } from "node:crypto";
import { exportAuditLog } from "@/lib/audit-log/export";
import { listAuditEntries } from "@/lib/audit-log/list";
import type { Ctx } from "@/lib/context";
import { getBrand, removeLogo, setAccent, setLogo } from "@/lib/organizations/brand";
import { changeAddress, renameOrganization, transferOwnership } from "@/lib/organizations/change";
import { createOrganization } from "@/lib/organizations/create";
import {
  deleteOrganization,
  listDeletedOrganizations,
  restoreOrganization,
} from "@/lib/organizations/delete";
import { getFrame } from "@/lib/organizations/get-layout-data";
import { getOrganization, listOrganizations } from "@/lib/organizations/read";
import { getSecondFactorRule, setSecondFactorRule } from "@/lib/organizations/second-factor";
import { saved } from "../../support/csv";
import { DOT } from "../../support/pictures";
import type { Cases } from "../../support/tenancy/cases";

const confirmed = (ctx: Ctx): Ctx => ({ ...ctx, confirmedAt: new Date() });
const newOne = () => ({ name: "Another", slug: `another-${randomUUID().slice(0, 8)}` });

const exported = async (ctx: Ctx) => (await saved(await exportAuditLog(ctx, {}))).toString();

export const verbs: Cases["verbs"] = {
  renameOrganization: { outcome: "own", call: ({ ctx }) => renameOrganization(ctx, { name: "Renamed" }) },
  changeAddress: {
    outcome: "conflict",
    call: ({ ctx }, { slug }) => changeAddress(confirmed(ctx), { slug }),
  },
  getBrand: { outcome: "own", call: ({ ctx }) => getBrand(ctx) },
  setLogo: { outcome: "own", call: ({ ctx }) => setLogo(ctx, DOT) },
  removeLogo: { outcome: "own", call: ({ ctx }) => removeLogo(ctx) },
  setAccent: { outcome: "own", call: ({ ctx }) => setAccent(ctx, { accent: "#0a7bff" }) },
  transferOwnership: {
    ...{ outcome: "not_found", beside: "confirm_needed" },
    call: ({ ctx }, { memberId }) => transferOwnership(ctx, { memberId }),
  },
  deleteOrganization: {
    outcome: "invalid_input",
    call: ({ ctx }) => deleteOrganization(ctx, { typedName: "another" }),
  },
  listDeletedOrganizations: { outcome: "own", call: ({ account }) => listDeletedOrganizations(account) },
  restoreOrganization: {
    outcome: "not_found",
    call: ({ account }, { orgId }) => restoreOrganization(account, { id: orgId }),
  },
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
  renameOrganizationAction: {
    ...{ scope: "org", can: "organization:update", outcome: "own" },
    input: () => ({ name: "Renamed" }),
  },
  setAccentAction: {
    ...{ scope: "org", can: "organization:update", outcome: "own" },
    input: () => ({ accent: "#0a7bff" }),
  },
  removeLogoAction: { scope: "org", can: "organization:update", outcome: "own", input: () => ({}) },
  changeAddressAction: {
    ...{ scope: "org", can: "organization:update", outcome: "conflict" },
    input: ({ slug }) => ({ slug }),
  },
  transferOwnershipAction: {
    ...{ scope: "org", can: "organization:update", outcome: "not_found" },
    input: ({ memberId }) => ({ memberId }),
  },
  deleteOrganizationAction: {
    ...{ scope: "org", can: "organization:update", outcome: "invalid_input" },
    input: () => ({ typedName: "another" }),
  },
  restoreOrganizationAction: {
    ...{ scope: "account", outcome: "not_found" },
    input: ({ orgId }) => ({ id: orgId }),
  },
  // The address of another organization is taken: that it exists is all that is said.
  createOrganizationAction: {
    scope: "account",
    outcome: "conflict",
    input: ({ slug }) => ({ name: "Copy", slug }),
  },
};

export const routes: Cases["routes"] = {
  // The body is no picture, which only those are told who may send one.
  "POST app/api/logo/route.ts": {
    ...{ scope: "org", can: "organization:update", outcome: "invalid_input" },
    request: ({ slug }) => ({ url: `/api/logo?org=${slug}`, body: "no picture" }),
  },
  "GET app/(manager)/[org]/audit-log/entries.csv/route.ts": {
    scope: "org",
    can: "audit:view",
    outcome: "own",
    request: ({ slug }) => ({ url: `/${slug}/audit-log/entries.csv`, params: { org: slug } }),
  },
};
