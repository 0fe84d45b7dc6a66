import { and, asc, desc, eq, gt, gte, ilike, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { auditLog } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import type { ActorKind } from "@/lib/model/actor";

type NewEntry = {
  orgId: string;
  action: string;
  targetKind: string;
  targetId: string | null;
  targetLabel: string | null;
  detail: Record<string, unknown>;
};

/** By a function of the database, which alone may: it takes the actor from the transaction. */
export async function insertEntry(tx: Tx, entry: NewEntry): Promise<void> {
  const { orgId, action, targetKind, targetId, targetLabel, detail } = entry;
  await tx.execute(sql`select write_audit(${orgId}::uuid, ${action}, ${targetKind}, ${targetId}::text,
    ${targetLabel}::text, ${JSON.stringify(detail)}::jsonb)`);
}

/** `from` is the first moment that counts, `until` the first that does not. */
export type AuditFilter = {
  targetKind?: string;
  text?: string;
  workspaceId?: string;
  actorKind?: ActorKind;
  from?: Date;
  until?: Date;
};

/** A place in the log: entries before (older than) or after an id. */
export type AuditPlace = { before: number } | { after: number } | null;

/** `userIds`: users whose names the searched text matches. */
function matching(orgId: string, filter: AuditFilter, userIds: readonly number[]): SQL | undefined {
  const { targetKind, text, workspaceId, actorKind, from, until } = filter;
  const like = text ? `%${text.replace(/[\\%_]/g, "\\$&")}%` : null;
  const ids = userIds.map(String);
  const isUser =
    ids.length === 0
      ? []
      : [
          and(inArray(auditLog.targetKind, ["user", "portal"]), inArray(auditLog.targetId, ids)),
          and(eq(auditLog.actorKind, "user"), inArray(auditLog.actorId, ids)),
        ];
  return and(
    eq(auditLog.orgId, orgId),
    targetKind ? eq(auditLog.targetKind, targetKind) : undefined,
    workspaceId ? eq(auditLog.workspaceId, workspaceId) : undefined,
    actorKind ? eq(auditLog.actorKind, actorKind) : undefined,
    from ? gte(auditLog.at, from) : undefined,
    until ? lt(auditLog.at, until) : undefined,
    like ? or(ilike(auditLog.actorLabel, like), ilike(auditLog.targetLabel, like), ...isUser) : undefined,
  );
}

const shown = {
  id: auditLog.id,
  at: auditLog.at,
  workspaceId: auditLog.workspaceId,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  actorLabel: auditLog.actorLabel,
  action: auditLog.action,
  targetKind: auditLog.targetKind,
  targetId: auditLog.targetId,
  targetLabel: auditLog.targetLabel,
  detail: auditLog.detail,
};

export type EntryRow = Pick<typeof auditLog.$inferSelect, keyof typeof shown>;

/** Entries on one side of a place, nearest first. */
export async function selectEntries(
  tx: Tx,
  orgId: string,
  { filter, place, limit }: { filter: AuditFilter; place: AuditPlace; limit: number },
): Promise<EntryRow[]> {
  const userIds = filter.text ? await selectUsersCalled(tx, orgId, filter.text) : [];
  const side =
    place === null
      ? undefined
      : "before" in place
        ? lt(auditLog.id, place.before)
        : gt(auditLog.id, place.after);
  const isForwards = place !== null && "after" in place;
  return tx
    .select(shown)
    .from(auditLog)
    .where(and(matching(orgId, filter, userIds), side))
    .orderBy(isForwards ? asc(auditLog.id) : desc(auditLog.id))
    .limit(limit);
}

const NAMED_MAX = 200;

async function selectUsersCalled(tx: Tx, orgId: string, text: string): Promise<number[]> {
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await tx.execute<{ id: number }>(sql`
    select id::float8 as id from users where org_id = ${orgId}
       and (email ilike ${like} or first_name || ' ' || last_name ilike ${like}) limit ${NAMED_MAX}`);
  return rows.map(({ id }) => id);
}
