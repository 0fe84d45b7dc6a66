import { sql } from "drizzle-orm";
import { boolean, foreignKey, pgPolicy, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";
import type { MemberRole } from "./members";
import { organizations } from "./organizations";

/** How the members of an organization sign in with its own provider (OpenID Connect). At most one. */
export const identityProviders = pgTable(
  "identity_providers",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    /** What members call it, such as Okta. */
    label: text("label").notNull(),
    issuer: text("issuer").notNull(),
    clientId: text("client_id").notNull(),
    /** Sealed by `lib/secrets`, bound to this row, the issuer and the client. */
    secretSealed: text("secret_sealed").notNull(),
    secretSetAt: instant("secret_set_at").notNull().defaultNow(),
    /** Members of proved domains can't open the organization in another way, owners excepted. */
    onlySso: boolean("only_sso").notNull().default(false),
    /** People of proved domains become members when they sign in for the first time. */
    addsMembers: boolean("adds_members").notNull().default(true),
    defaultRole: text("default_role").$type<MemberRole>().notNull().default("viewer"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("identity_providers_tenant").on(t.orgId, t.id),
    unique("identity_providers_org").on(t.orgId),
    tenantPolicy(),
    // Whether a member has to sign in with it is asked before the organization is opened.
    pgPolicy("member_looks", {
      for: "select",
      using: sql`org_id in (select org_id from members where account_id = (select app_account_id()))`,
    }),
  ],
);

/** A domain of an organization, proved by a TXT record. A proved domain belongs to one organization only. */
export const identityDomains = pgTable(
  "identity_domains",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    providerId: uuid("provider_id").notNull(),
    /** In lower case, in punycode. */
    domain: text("domain").notNull(),
    /** What the TXT record at `_rollcall-challenge.<domain>` has to say. */
    challenge: text("challenge").notNull(),
    provedAt: instant("proved_at"),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "identity_domains_provider",
      columns: [t.orgId, t.providerId],
      foreignColumns: [identityProviders.orgId, identityProviders.id],
    }).onDelete("cascade"),
    unique("identity_domains_once").on(t.orgId, t.domain),
    uniqueIndex("identity_domains_proved").on(t.domain).where(sql`proved_at is not null`),
    tenantPolicy(),
    pgPolicy("member_looks", {
      for: "select",
      using: sql`org_id in (select org_id from members where account_id = (select app_account_id()))`,
    }),
  ],
);
