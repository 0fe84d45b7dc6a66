import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { optionFinder } from "@/lib/field-kinds/options";
import { insertOptions, lockField, selectOptions } from "@/lib/fields/store";
import { formatNumber } from "@/lib/format/number";
import { OPTIONS_MAX } from "@/lib/model/limits";
import type { UnknownValues } from "@/lib/runs/unknown-values/list";
import { refuseTakenNames } from "@/lib/teams/names";
import { insertTeam, lockTeamNames, selectTeamNames } from "@/lib/teams/store";
import { sameText } from "@/lib/values/same-text";

/** Those of the values that the run found in the column. */
export function foundOf({ values: told }: UnknownValues, values: readonly string[]): string[] {
  const asked = new Set(values);
  return told.map(({ value }) => value).filter((value) => asked.has(value));
}

/**
 * Makes options of values that a run found, in the caller's transaction; the next run sets them. Values that are options by
 * now are left out. Throws `not_found`, `conflict` when the field can't have that many options.
 */
export async function addOptions(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, fieldId, values }: { runId: string; fieldId: number; values: readonly string[] },
): Promise<{ added: number }> {
  const field = await lockField(tx, ctx, fieldId);
  if (!field) throw notFound("The profile field");
  const options = await selectOptions(tx, ctx, field.id);
  const find = optionFinder({ ...field, options });
  const labels = [...new Set(values.map(sameText))].filter((label) => find(label) === undefined);
  if (options.length + labels.length > OPTIONS_MAX) throw tooMany(field.label, options.length);
  const rows = labels.map((label, at) => ({ label, aliases: [], position: options.length + at }));
  await insertOptions(tx, ctx, field.id, rows);
  if (labels.length > 0) {
    await writeAudit(tx, ctx, {
      action: "field.update",
      targetKind: "field",
      targetId: field.id,
      targetLabel: field.label,
      detail: { workspaceId: ctx.workspaceId, runId, added: labels },
    });
  }
  return { added: labels.length };
}

function tooMany(label: string, options: number): AppError {
  const room = `${formatNumber(options)} of ${formatNumber(OPTIONS_MAX)}`;
  return new AppError(
    "conflict",
    `The field "${label}" has ${room} options, so not all of these values can be added.`,
    {
      remedy: "Select fewer values. If a field has that many different values, make it a text field.",
    },
  );
}

/**
 * Makes teams of names that a run found, in the caller's transaction; the next run puts users in them. Throws `conflict`
 * when a team has one of them in another letter case.
 */
export async function addTeams(
  tx: Tx,
  ctx: WorkspaceCtx,
  { runId, values }: { runId: string; values: readonly string[] },
): Promise<{ added: number }> {
  const names = [...new Set(values.map(sameText))];
  await lockTeamNames(tx, ctx);
  for (const name of names) {
    refuseTakenNames({ name, aliases: [] }, await selectTeamNames(tx, ctx));
    const id = await insertTeam(tx, ctx, { name, aliases: [], createdAt: ctx.clock() });
    await writeAudit(tx, ctx, {
      action: "team.create",
      targetKind: "team",
      targetId: id,
      targetLabel: name,
      detail: { workspaceId: ctx.workspaceId, otherNames: [], runId },
    });
  }
  return { added: names.length };
}
