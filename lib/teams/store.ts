import { and, asc, eq, sql } from "drizzle-orm";
import { teams } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

export type TeamName = { id: number; name: string; aliases: string[] };

/** The workspace's teams by name. */
export async function selectTeamNames(tx: Tx, ctx: WorkspaceCtx): Promise<TeamName[]> {
  return tx
    .select({ id: teams.id, name: teams.name, aliases: teams.aliases })
    .from(teams)
    .where(and(eq(teams.orgId, ctx.orgId), eq(teams.workspaceId, ctx.workspaceId)))
    .orderBy(asc(sql`lower(${teams.name})`), asc(teams.id));
}
