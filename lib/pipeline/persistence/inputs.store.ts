import { and, asc, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import { profileFieldOptions, profileFields, runs, syncs, teams, uploads, users } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { byId, inWorkspace } from "@/lib/db/scope";
import { notFound } from "@/lib/errors";
import { type FieldOption, MANAGES_FIELD, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";

export type SyncRow = typeof syncs.$inferSelect;
export type UploadRow = typeof uploads.$inferSelect;

export async function getSyncRow(ctx: WorkspaceCtx, syncId: string): Promise<SyncRow> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select()
      .from(syncs)
      .where(byId(syncs, ctx, syncId)),
  );
  const row = rows[0];
  if (!row) throw notFound("The sync");
  return row;
}

/** The workspace's fields with their options, in the order people gave them. */
export async function fieldsForPlan(ctx: WorkspaceCtx): Promise<ProfileField[]> {
  const [fields, options] = await ctx.db.run(async (tx) => [
    await tx
      .select({ id: profileFields.id, label: profileFields.label, type: profileFields.type })
      .from(profileFields)
      .where(inWorkspace(profileFields, ctx))
      .orderBy(asc(profileFields.position), asc(profileFields.id)),
    await tx
      .select({
        id: profileFieldOptions.id,
        fieldId: profileFieldOptions.fieldId,
        label: profileFieldOptions.label,
        aliases: profileFieldOptions.aliases,
      })
      .from(profileFieldOptions)
      .where(inWorkspace(profileFieldOptions, ctx))
      .orderBy(asc(profileFieldOptions.position), asc(profileFieldOptions.id)),
  ]);
  return fields.map((field) => ({
    ...field,
    options: options.filter(({ fieldId }) => fieldId === field.id).map(({ fieldId: _, ...option }) => option),
  }));
}

/** The workspace's teams, the first one made first. */
export async function teamsForPlan(ctx: WorkspaceCtx): Promise<FieldOption[]> {
  return ctx.db.run((tx) =>
    tx
      .select({ id: teams.id, label: teams.name, aliases: teams.aliases })
      .from(teams)
      .where(inWorkspace(teams, ctx))
      .orderBy(asc(teams.id)),
  );
}

/** How many active users lead teams, and how many are in some, because a file of the sync said so. */
export async function countInTeams(
  ctx: WorkspaceCtx,
  syncId: string,
): Promise<{ leading: number; inTeams: number }> {
  const has = (fieldId: number) =>
    sql<number>`count(*) filter (where jsonb_exists(${users.fields}, ${String(fieldId)}))::int`;
  const rows = await ctx.db.run((tx) =>
    tx
      .select({ leading: has(MANAGES_FIELD), inTeams: has(TEAMS_FIELD) })
      .from(users)
      .where(and(inWorkspace(users, ctx), eq(users.syncId, syncId), eq(users.state, "active"))),
  );
  return rows[0] ?? { leading: 0, inTeams: 0 };
}

/** The run of the sync that read this very content last before `before` (ISO instant), if there is one. */
export async function findEarlierReading(
  ctx: WorkspaceCtx,
  {
    syncId,
    sha256,
    before,
    isManagers,
  }: { syncId: string; sha256: string; before: string; isManagers: boolean },
): Promise<{ at: Date } | null> {
  const source = isManagers ? sql`${runs.managers} -> 'source'` : sql`${runs.source}`;
  const rows = await ctx.db.run((tx) =>
    tx
      .select({ readAt: runs.createdAt, modifiedAt: sql<string | null>`${source} ->> 'modifiedAt'` })
      .from(runs)
      .where(
        and(
          inWorkspace(runs, ctx),
          eq(runs.syncId, syncId),
          lt(runs.createdAt, new Date(before)),
          sql`coalesce(${source} ->> 'contentSha256', ${source} ->> 'sha256') = ${sha256}`,
        ),
      )
      .orderBy(desc(runs.createdAt))
      .limit(1),
  );
  const [row] = rows;
  return row ? { at: row.modifiedAt ? new Date(row.modifiedAt) : row.readAt } : null;
}

export async function getUploadRow(ctx: WorkspaceCtx, uploadId: string): Promise<UploadRow> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select()
      .from(uploads)
      .where(byId(uploads, ctx, uploadId)),
  );
  const row = rows[0];
  if (!row) throw notFound("The uploaded file");
  return row;
}

/** Whether anyone edited or removed a user of the sync manually since it last wrote them. */
export async function hasEditedUsers(ctx: WorkspaceCtx, syncId: string): Promise<boolean> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select({ id: users.id })
      .from(users)
      .where(and(inWorkspace(users, ctx), eq(users.syncId, syncId), eq(users.editedSinceSync, true)))
      .limit(1),
  );
  return rows.length > 0;
}

/** Whether a run of the sync has ever read `path` from its Remote Source, as the file of users or of managers. */
export async function hasReadPath(ctx: WorkspaceCtx, syncId: string, path: string): Promise<boolean> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select({ id: runs.id })
      .from(runs)
      .where(
        and(
          inWorkspace(runs, ctx),
          eq(runs.syncId, syncId),
          isNull(runs.uploadId),
          or(sql`${runs.source}->>'path' = ${path}`, sql`${runs.managers}->'source'->>'path' = ${path}`),
        ),
      )
      .limit(1),
  );
  return rows.length > 0;
}
