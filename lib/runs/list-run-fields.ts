import type { WorkspaceCtx } from "@/lib/context";
import { selectFields } from "@/lib/fields/store";
import { type Addition, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import { teamsAsFields } from "@/lib/teams/as-fields";
import { selectTeamNames } from "@/lib/teams/store";

/**
 * Whatever a run's changes can speak of: profile fields, the teams of users as fields, and the options and teams that
 * its plan adds, which may not be there yet or no more.
 */
export async function listRunFields(
  ctx: WorkspaceCtx,
  { additions }: { additions: readonly Addition[] },
): Promise<ProfileField[]> {
  const fields = await ctx.db.run(async (tx) => [
    ...(await selectFields(tx, ctx)),
    ...teamsAsFields(await selectTeamNames(tx, ctx)),
  ]);
  return fields
    .map((field) => withAdditions(field, additions))
    .filter(({ id, options }) => id > 0 || options.length > 0);
}

function withAdditions(field: ProfileField, additions: readonly Addition[]): ProfileField {
  const own = field.id > 0 ? field.id : TEAMS_FIELD;
  const there = new Set(field.options.map(({ id }) => id));
  const more = additions.filter(({ fieldId, id }) => fieldId === own && !there.has(id));
  if (more.length === 0) return field;
  return { ...field, options: [...field.options, ...more.map(({ id, label }) => ({ id, label }))] };
}
