import { sql } from "drizzle-orm";
import { bigint, customType, pgPolicy, timestamp, uuid } from "drizzle-orm/pg-core";

/** `timestamptz`, read and written as `Date`. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const createdAt = () => instant("created_at").notNull().defaultNow();

export const orgId = () => uuid("org_id").notNull();
export const workspaceId = () => uuid("workspace_id").notNull();

/** Row numbers, sizes and surrogate keys: all far below 2^53. */
export const whole = (name: string) => bigint(name, { mode: "number" });
export const identity = () => whole("id").generatedAlwaysAsIdentity().primaryKey();
/** Like `identity`, for rows whose id a plan has taken from the sequence before they are written. */
export const plannedIdentity = () => whole("id").generatedByDefaultAsIdentity().primaryKey();

/**
 * The second tenancy wall: without `app.org_id` set in the transaction there are no rows at all. As a sub-select, who the
 * tenant is gets asked once a statement, not once a row.
 */
export const tenantPolicy = () =>
  pgPolicy("tenant", {
    using: sql`org_id = (select app_org_id())`,
    withCheck: sql`org_id = (select app_org_id())`,
  });

/**
 * The same wall within a tenant, for people and tokens that may enter some workspaces only: `app.workspace_ids` lists
 * them, unset means all. A `case`, so that the planner does not take it for a condition that leaves few rows.
 */
export const workspacePolicy = () => pgPolicy("workspace", inReach("workspace_id"));

/** The same for rows that may be the organization's as a whole: those are written from anywhere, and read without limits only. */
export const workspaceOrNonePolicy = () => {
  const { withCheck, ...rules } = inReach("workspace_id");
  return pgPolicy("workspace", { ...rules, withCheck: sql`workspace_id is null or ${withCheck}` });
};

/** `workspacePolicy` by the column that holds a workspace's id. */
export function inReach(column: "id" | "workspace_id") {
  const reach = sql.raw(
    `case when (select app_workspace_ids()) is null then true else ${column} = any ((select app_workspace_ids())::uuid[]) end`,
  );
  // Not for `rollcall_system`: its view `listed_users` names the condition itself, which leaves its indexes usable.
  return { as: "restrictive", to: "rollcall_app", using: reach, withCheck: reach } as const;
}

/** `bytea` as a lower-case hex string: fingerprints are compared, never computed with, on this side. */
export const hexBytes = customType<{ data: string; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value, "hex"),
  fromDriver: (value) => Buffer.from(value).toString("hex"),
});

/** `bytea` as it is: small files that have to be in every backup and on every machine. */
export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (value) => value,
  fromDriver: (value) => Buffer.from(value),
});
