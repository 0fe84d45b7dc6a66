import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/lib/db/client";
import { withoutValues } from "@/lib/db/database-error";
import { ACTORS, type Actor, actorId } from "@/lib/model/actor";

/** For whom a transaction runs. Without `actor` it can write no entry of the audit log. */
type Who = {
  orgId?: string;
  accountId?: string;
  actor?: Actor;
  /** Ids of the workspaces that can be reached, checked by the maker; null for all of the organization. */
  workspaceIds?: readonly string[] | null;
  /** Also when the organization is deleted: for what deletes the rest of it. To everyone else it has no rows then. */
  ofDeleted?: boolean;
};

/**
 * A database that can only be reached inside a transaction that says for whom. `oneSnapshot`: all its statements see what
 * was committed when it began, instead of each what is by then; for transactions that only read.
 */
export type TenantDb = {
  run: <T>(work: (tx: Tx) => Promise<T>, options?: { oneSnapshot?: boolean }) => Promise<T>;
  /** The same for one workspace, where only some can be reached; it must be one of them. */
  within: (workspaceId: string) => TenantDb;
};

/**
 * The first tenancy wall. Every transaction names its tenant, for its own length only; if the driver lets a statement
 * escape a transaction whose connection died (porsager/postgres#1155), it has no tenant and so touches no rows.
 */
export function tenantDb(db: Db, who: Who): TenantDb {
  const { orgId = "", accountId = "", actor, workspaceIds = null, ofDeleted = false } = who;
  const reach = workspaceIds && `{${workspaceIds.join(",")}}`;
  return {
    within: (workspaceId) =>
      tenantDb(
        db,
        workspaceIds ? { ...who, workspaceIds: workspaceIds.filter((id) => id === workspaceId) } : who,
      ),
    run: (work, { oneSnapshot = false } = {}) =>
      db
        .transaction(
          async (tx) => {
            const patience =
              actor && ACTORS[actor.kind].statementsMayTakeLong
                ? sql`, set_config('statement_timeout', '0', true)`
                : sql``;
            await tx.execute(
              sql`select set_config('app.org_id', ${ofDeleted ? orgId : unlessDeleted(orgId)}, true),
                         set_config('app.account_id', ${accountId}, true),
                         set_config('app.workspace_ids', ${reach ?? ""}, true), ${actorSettings(actor)}${patience}`,
            );
            return work(tx);
          },
          oneSnapshot ? { isolationLevel: "repeatable read" } : undefined,
        )
        .catch((error: unknown) => {
          throw withoutValues(error);
        }),
  };
}

/** Does in one transaction what would open one for each of its parts. */
export function together<C extends { db: TenantDb }, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
  return ctx.db.run((tx) => work({ ...ctx, db: joined(tx) }));
}

/** The database of a running transaction: verbs that open one of their own join it, so that all of them count or none. */
export function joined(tx: Tx): TenantDb {
  const db: TenantDb = { run: (work) => work(tx), within: () => db };
  return db;
}

/**
 * Moves a running transaction into an organization: for one that is just being founded, or joined by an invitation.
 * From here on the policies see that tenant.
 */
export async function enterTenant(tx: Tx, orgId: string): Promise<void> {
  await tx.execute(sql`select set_config('app.org_id', ${unlessDeleted(orgId)}, true)`);
}

/** Nobody and nothing gets into a deleted organization, by whatever way it was found. */
function unlessDeleted(orgId: string): SQL | string {
  if (orgId === "") return orgId;
  return sql`case when system_is_deleted(${orgId}::uuid) then '' else ${orgId} end`;
}

/** Sets who acts in a running transaction: for when that is only known inside it, as with a one-time link. */
export async function actAs(tx: Tx, actor: Actor): Promise<void> {
  await tx.execute(sql`select ${actorSettings(actor)}`);
}

function actorSettings(actor: Actor | undefined): SQL {
  return sql`set_config('app.actor_kind', ${actor?.kind ?? ""}, true),
             set_config('app.actor_id', ${actor ? (actorId(actor) ?? "") : ""}, true),
             set_config('app.actor_label', ${actor?.label ?? ""}, true)`;
}

/** Moves a running transaction to an account, for the account's own rows: once someone has shown who they are. */
export async function enterAccountRows(tx: Tx, accountId: string): Promise<void> {
  await tx.execute(sql`select set_config('app.account_id', ${accountId}, true)`);
}
