import { sql } from "drizzle-orm";
import { heartbeats } from "@/drizzle/schema/heartbeats";
import { db } from "@/lib/db/client";

/** Whether the process `name` was seen within the last `seconds`, by the database's clock. */
export async function wasSeen(name: string, seconds: number): Promise<boolean> {
  const [row] = await db()
    .select({ recent: sql<boolean>`${heartbeats.at} > now() - make_interval(secs => ${seconds})` })
    .from(heartbeats)
    .where(sql`${heartbeats.name} = ${name}`);
  return row?.recent ?? false;
}
