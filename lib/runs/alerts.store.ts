import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/client";
import type { NoticeRef, SyncRef } from "@/lib/model/run-ref";

/** Syncs of all tenants to which something has happened, and none of whose runs is at work. Ids only. */
export async function signalledSyncs(db: Db, most: number): Promise<SyncRef[]> {
  const rows = await db.execute<SyncRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", sync_id as "syncId" from system_signalled_syncs(${most})`);
  return [...rows];
}

/** Alerts of all tenants of plans that have been pending since `before` without a reminder. */
export async function alertsToRemind(
  db: Db,
  before: Date,
  most: number,
): Promise<(SyncRef & { alertId: string })[]> {
  const rows = await db.execute<SyncRef & { alertId: string }>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", sync_id as "syncId", alert_id as "alertId"
      from system_alerts_to_remind(${before.toISOString()}::timestamptz, ${most})`);
  return [...rows];
}

/** Notices of all tenants, written between two instants, that no job has taken over. */
export async function unhandedNotices(
  db: Db,
  { after, before }: { after: Date; before: Date },
  most: number,
): Promise<NoticeRef[]> {
  const rows = await db.execute<NoticeRef>(sql`
    select org_id as "orgId", workspace_id as "workspaceId", notice_id as "noticeId"
      from system_unhanded_notices(${after.toISOString()}::timestamptz, ${before.toISOString()}::timestamptz, ${most})`);
  return [...rows];
}

/** Deletes what was told before `before`, and alerts that ended before it; gives how many rows went. */
export async function purgeAlerts(db: Db, before: Date): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select system_purge_alerts(${before.toISOString()}::timestamptz) as n`,
  );
  return row?.n ?? 0;
}
