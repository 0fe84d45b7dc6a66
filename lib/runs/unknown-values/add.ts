import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError, notFound } from "@/lib/errors";
import { optionFinder } from "@/lib/field-kinds/options";
import { insertOptions, lockField, selectOptions } from "@/lib/fields/store";
import { formatNumber } from "@/lib/format/number";
import { OPTIONS_MAX } from "@/lib/model/limits";
import type { AddedValues } from "@/lib/runs/schema";
import { listUnknownValues } from "@/lib/runs/unknown-values/list";
import { refuseTakenNames } from "@/lib/teams/names";
import { insertTeam, lockTeamNames, selectTeamNames } from "@/lib/teams/store";
import { sameText } from "@/lib/values/same-text";

/**
 * Makes options of values that a run found in a column; the next run sets them. Values that the run did not find there,
 * or that are options by now, are left out. Throws `not_found`, `conflict` when a field can't have that many options.
 */
export async function addUnknownValues(
  ctx: WorkspaceCtx,
  { runId, column, values }: AddedValues,
): Promise<{ added: number }> {
  const group = (await listUnknownValues(ctx, { runId })).find(
    (each) => each.kind === "options" && each.column === column,
  );
  if (!group) throw notFound("This column of the run");
  const asked = new Set(values);
  const found = group.values.map(({ value }) => value).filter((value) => asked.has(value));
  return ctx.db.run(async (tx) => {
    const field = await lockField(tx, ctx, group.field.id);
    if (!field) throw notFound("The profile field");
    const options = await selectOptions(tx, ctx, field.id);
    const find = optionFinder({ ...field, options });
    const labels = [...new Set(found.map(sameText))].filter((label) => find(label) === undefined);
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
  });
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
 * Makes teams of names that a run found in a column; the next run puts users in them. Names that the run did not find
 * there are left out. Throws `not_found`, `conflict` when a team has one of them in another letter case: then none is made.
 */
export async function addUnknownTeams(
  ctx: WorkspaceCtx,
  { runId, column, values }: AddedValues,
): Promise<{ added: number }> {
  const groups = await listUnknownValues(ctx, { runId });
  const group = groups.find((each) => each.kind === "teams" && each.column === column);
  if (!group) throw notFound("This column of the run");
  const asked = new Set(values);
  const found = group.values.map(({ value }) => value).filter((value) => asked.has(value));
  const names = [...new Set(found.map(sameText))];
  return explainConflicts(names.join(", "), () =>
    ctx.db.run(async (tx) => {
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
    }),
  );
}
