import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type EventType, groupOf } from "@/lib/model/event";

type Row = {
  orgId: string;
  workspaceId: string | null;
  type: EventType;
  data: Readonly<Record<string, unknown>>;
};

/** Writes one event, if the organization wants any of its group. */
export async function insertEvent(tx: Tx, { orgId, workspaceId, type, data }: Row): Promise<void> {
  await tx.execute(sql`
    insert into outgoing_events (org_id, workspace_id, type, data)
    select s.org_id, ${workspaceId}::uuid, ${type}, ${JSON.stringify(data)}::jsonb
      from event_streams s where s.org_id = ${orgId} and ${groupOf(type)} = any(s.wants)`);
}
