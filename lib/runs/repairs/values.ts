import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError, notFound } from "@/lib/errors";
import { listFields } from "@/lib/fields/read";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget, Mapping, TeamsTarget } from "@/lib/model/mapping";
import { canRunAgain, getRepairable } from "@/lib/runs/repairs/repairable";
import type { ValueRepairs } from "@/lib/runs/schema";
import { previewSync } from "@/lib/runs/sync-now";
import { addOptions, addTeams, foundOf } from "@/lib/runs/unknown-values/add";
import { columnField, listUnknownValues, type UnknownValues } from "@/lib/runs/unknown-values/list";
import type { RunDetail } from "@/lib/runs/views/types";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { writeMapping } from "@/lib/syncs/versions/write";
import { sameText } from "@/lib/values/same-text";

/** `runId`: the preview that was asked for; null without one, and for an upload, whose file is gone. */
export type ValuesRepaired = { added: number; meant: number; runId: string | null };

/**
 * Makes options or teams of values that a run found in a column, says of others which existing one they mean in this
 * sync, and asks for a preview. All or nothing is written. Throws `not_found`; `conflict` when it is not the last run,
 * the column fills something else by now, or there is no room; `invalid_input` for a meaning that is no option.
 */
export async function repairValues(
  ctx: WorkspaceCtx,
  { runId, kind, column, add, means, runs }: ValueRepairs,
): Promise<ValuesRepaired> {
  const run = await getRepairable(ctx, { runId });
  const groups = await listUnknownValues(ctx, { runId });
  const group = groups.find((each) => each.kind === kind && each.column === column);
  if (!group) throw notFound("This column of the run");
  const values = foundOf(group, add);
  const spellings = spellingsOf(group, means);
  const fields = await listFields(ctx);
  const written = await explainConflicts(values.join(", "), () =>
    ctx.db.run(async (tx) => {
      if (Object.keys(spellings).length > 0) {
        await writeMapping(tx, ctx, {
          syncId: run.sync.id,
          change: (was) => withSpellings(was, { run, group, spellings, fields }),
        });
      }
      if (values.length === 0) return { added: 0 };
      return kind === "teams"
        ? addTeams(tx, ctx, { runId, values })
        : addOptions(tx, ctx, { runId, fieldId: group.field.id, values });
    }),
  );
  const asked = runs && canRunAgain(run) ? await previewSync(ctx, run.sync.id) : null;
  return { ...written, meant: Object.keys(spellings).length, runId: asked?.runId ?? null };
}

type Spellings = Readonly<Record<string, string>>;

function spellingsOf(group: UnknownValues, means: ValueRepairs["means"]): Spellings {
  const found = new Set(group.values.map(({ value }) => value));
  const options = new Set(group.options);
  const strange = means.find(({ option }) => !options.has(option));
  if (strange) {
    throw new AppError("invalid_input", `“${strange.option}” is not one of ${group.field.label} any more.`, {
      remedy: "Reload the page, then choose again.",
    });
  }
  return Object.fromEntries(
    means.filter(({ value }) => found.has(value)).map(({ value, option }) => [value, option]),
  );
}

type Wanted = { run: RunDetail; group: UnknownValues; spellings: Spellings; fields: readonly ProfileField[] };

/** The mapping with these spellings of a column, in each of the two files that has it. */
function withSpellings(mapping: Mapping, wanted: Wanted): Mapping {
  const { run, group } = wanted;
  const has = (headers: readonly string[] | undefined) =>
    headers?.some((header) => sameText(header) === sameText(group.column)) ?? false;
  const isManagers = group.kind === "teams" && has(run.managers?.file.headers);
  const users = has(run.file?.headers) ? withUsersSpellings(mapping, wanted, isManagers) : mapping;
  if (!isManagers) return users;
  const columns = users.managers?.columns ?? {};
  const target = mappedTarget(columns, group.column) ?? NEW_TEAMS;
  if (target.kind !== "teams") return users;
  return {
    ...users,
    managers: { columns: { ...without(columns, group.column), [group.column]: spelled(target, wanted) } },
  };
}

const NEW_TEAMS: TeamsTarget = { kind: "teams", blank: "clear" };

/** `mayFillElse`: the column is in the other file too, where it is the one of teams. */
function withUsersSpellings(mapping: Mapping, wanted: Wanted, mayFillElse: boolean): Mapping {
  const { group, fields } = wanted;
  const { column } = group;
  const target = mappedTarget(mapping.columns, column) ?? ownTargetOf(group);
  const isSame =
    group.kind === "teams"
      ? target.kind === "teams"
      : target.kind === "field" && columnField(mapping, column, fields)?.id === group.field.id;
  if (!isSame || (target.kind !== "field" && target.kind !== "teams")) {
    if (mayFillElse) return mapping;
    throw new AppError("conflict", `The column ${column} was mapped to something else since this run.`, {
      remedy: "Run the sync again to see what its file has.",
    });
  }
  return { ...mapping, columns: { ...without(mapping.columns, column), [column]: spelled(target, wanted) } };
}

/** How a column is read that the mapping does not name. */
function ownTargetOf({ kind, field }: UnknownValues): ColumnTarget {
  return kind === "teams" ? NEW_TEAMS : { kind: "field", fieldId: field.id, blank: "clear" };
}

function spelled<T extends { aliases?: Spellings }>(target: T, { spellings }: Wanted): T {
  return { ...target, aliases: { ...target.aliases, ...spellings } };
}

function without<T>(columns: Readonly<Record<string, T>>, column: string): Record<string, T> {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => sameText(name) !== sameText(column)));
}
