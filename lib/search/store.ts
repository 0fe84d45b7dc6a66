import { and, asc, eq, ilike, isNull, or, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { runs, syncs, teams, userLists } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inWorkspace } from "@/lib/db/scope";
import { searchForm } from "@/lib/users/search-terms";

const containing = (text: string) => `%${searchForm(text).replace(/[\\%_]/g, "\\$&")}%`;

/** A name that was stored in another spelling is found by the form that texts are compared by. */
const formOf = (name: AnyPgColumn) => sql`text_form(${name})`;

/** Teams one of whose names contains the text. */
export async function selectTeamsLike(tx: Tx, ctx: WorkspaceCtx, text: string, limit: number) {
  const pattern = containing(text);
  return tx
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(
      and(
        inWorkspace(teams, ctx),
        or(
          ilike(formOf(teams.name), pattern),
          sql`exists (select from unnest(${teams.aliases}) as other(name)
            where text_form(other.name) ilike ${pattern})`,
        ),
      ),
    )
    .orderBy(asc(teams.name))
    .limit(limit);
}

/** User lists whose name contains the text. */
export async function selectListsLike(tx: Tx, ctx: WorkspaceCtx, text: string, limit: number) {
  return tx
    .select({ id: userLists.id, name: userLists.name })
    .from(userLists)
    .where(and(inWorkspace(userLists, ctx), ilike(formOf(userLists.name), containing(text))))
    .orderBy(asc(userLists.name))
    .limit(limit);
}

/** Syncs whose name or path contains the text, or whose Sync ID it is. */
export async function selectSyncsLike(tx: Tx, ctx: WorkspaceCtx, text: string, limit: number) {
  const pattern = containing(text);
  return tx
    .select({ id: syncs.id, name: syncs.name, path: syncs.path, lateSince: syncs.lateSince })
    .from(syncs)
    .where(
      and(
        inWorkspace(syncs, ctx),
        isNull(syncs.detachedAt),
        or(ilike(formOf(syncs.name), pattern), ilike(syncs.path, pattern), eq(syncs.id, text.toLowerCase())),
      ),
    )
    .orderBy(asc(syncs.name))
    .limit(limit);
}

export async function selectRun(tx: Tx, ctx: WorkspaceCtx, id: string) {
  return tx
    .select({ id: runs.id, state: runs.state, at: runs.createdAt })
    .from(runs)
    .where(byId(runs, ctx, id));
}
