import { sql } from "drizzle-orm";
import { check, foreignKey, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { SourcePgp } from "@/lib/model/pgp";
import type { SourceKind, SourceSettings } from "@/lib/model/source";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";
import { organizations } from "./organizations";
import { workspaces } from "./workspaces";

/** The server's public key as pinned: `type` such as `ssh-ed25519`, `blob` base64, `fingerprint` as ssh-keygen prints it. */
export type HostKey = { type: string; blob: string; fingerprint: string };
export type CheckStage = {
  stage: string;
  ok: boolean;
  ms: number;
  message: string | null;
  remedy: string | null;
};
export type CheckResult = {
  ok: boolean;
  at: string;
  stages: CheckStage[];
  /** Left out for a check that a person asked for. */
  by?: "run";
};

/** A connection to another service, defined once per organization. Secrets are sealed and write-only. */
export const remoteSources = pgTable(
  "remote_sources",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    kind: text("kind").$type<SourceKind>().notNull(),
    /** As the schema of the kind reads it. A trigger keeps the secret from following to another `place`. */
    settings: jsonb("settings").$type<SourceSettings>().notNull(),
    /** JSON of the kind's secret, sealed by `lib/secrets`, bound to this row and its place. */
    credentialsSealed: text("credentials_sealed").notNull(),
    credentialsSetAt: instant("credentials_set_at").notNull().defaultNow(),
    /** Null until someone has approved the key the server showed. */
    hostKey: jsonb("host_key").$type<HostKey>(),
    /** A key the server showed that nobody has approved yet: the first one, or one that differs from `hostKey`. */
    hostKeySeen: jsonb("host_key_seen").$type<HostKey>(),
    /** Its own keys, sealed like the secret, and those of senders. */
    pgp: jsonb("pgp").$type<SourcePgp>().notNull().default({ own: [], signers: [], isRequired: false }),
    lastCheck: jsonb("last_check").$type<CheckResult>(),
    /** The sandbox that it was made for, and goes with; null for all others. */
    sandboxId: uuid("sandbox_id"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("remote_sources_tenant").on(t.orgId, t.id),
    unique("remote_sources_name").on(t.orgId, t.name),
    foreignKey({
      name: "remote_sources_sandbox",
      columns: [t.orgId, t.sandboxId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    check("remote_sources_place", sql`coalesce(jsonb_typeof(${t.settings} -> 'place') = 'object', false)`),
    tenantPolicy(),
  ],
);
