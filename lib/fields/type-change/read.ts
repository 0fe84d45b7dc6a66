import { addDays, subDays } from "date-fns";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { FIELD_KINDS, hasOptions, isSeveral } from "@/lib/field-kinds/registry";
import type { FillingSync } from "@/lib/fields/find-uses";
import type { PreviewTypeInput } from "@/lib/fields/schema";
import { selectFields } from "@/lib/fields/store";
import type { Rereading } from "@/lib/fields/type-change/convert";
import { planTypeChange } from "@/lib/fields/type-change/plan-change";
import {
  countOpenPlans,
  selectPastFields,
  selectUndoable,
  selectValueCounts,
} from "@/lib/fields/type-change/type-change.store";
import { planTypeUndo } from "@/lib/fields/type-change/undo";
import { SEPARATORS } from "@/lib/model/column-stats";
import type { FieldType, FieldValue, ProfileField } from "@/lib/model/field";
import { type FieldBefore, TYPE_UNDO_DAYS } from "@/lib/model/field-type-change";
import { columnOf } from "@/lib/pipeline/columns/collect";
import { ruleWords } from "@/lib/rules/describe-rule";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

const LINES_MAX = 200;
const SAMPLES_MAX = 2_000;

/** One value before and after; null for none. `users`: those who are not removed. */
export type ValueLine = { before: string; after: string | null; users: number };

/** What a change of type would do, in words. */
export type TypePreview = {
  reading: Rereading;
  /** The first different values. */
  samples: string[];
  users: number;
  /** Users who would have no value any more. */
  cleared: number;
  /** Those that are lost first, then the most common first. `more`: how many further values there are. */
  lines: ValueLine[];
  more: number;
  newOptions: number;
  options: number;
  syncs: FillingSync[];
  lists: { id: number; name: string; before: string; after: string }[];
  blocked: { id: number; name: string; why: string }[];
  /** Open plans that lose the field's values. */
  plans: number;
  refusal: string | null;
};

/** What each value becomes, and what follows. Throws `not_found`, `invalid_input`. */
export async function previewFieldType(ctx: WorkspaceCtx, input: PreviewTypeInput): Promise<TypePreview> {
  return ctx.db.run(async (tx) => {
    const reading = input.reading ?? (await readingFor(tx, ctx, input));
    const plan = await planTypeChange(tx, ctx, { ...input, reading });
    const { from, to, values, lists, filling, blocked } = plan;
    const { known } = await selectRuleContext(
      tx,
      ctx,
      lists.map(({ before }) => before),
    );
    const after = { ...known, fields: [...known.fields, { ...to, options: [...to.options] }] };
    return {
      ...linesOf(values, from, to),
      reading,
      samples: values.slice(0, 20).flatMap(({ value }) => shown(from, value) ?? []),
      newOptions: plan.newOptions,
      options: to.options.length,
      syncs: filling,
      lists: lists.map((list) => ({
        id: list.id,
        name: list.name,
        before: ruleWords(list.before, known),
        after: ruleWords(list.after, after),
      })),
      blocked,
      plans: await countOpenPlans(tx, ctx, input.id),
      refusal: plan.refusal,
    };
  });
}

/** What undoing would do: `lines` are the values of users who were changed since. */
export type UndoPreview = Pick<TypePreview, "users" | "cleared" | "lines" | "more" | "blocked"> & {
  type: FieldType;
  restored: number;
};

/** What undoing the last change of a field's type would do. Throws `not_found`. */
export async function previewTypeUndo(ctx: WorkspaceCtx, input: { id: number }): Promise<UndoPreview> {
  return ctx.db.run(async (tx) => {
    const { now, back, values, restored, lists } = await planTypeUndo(tx, ctx, input);
    return {
      ...linesOf(values, now, back),
      type: back.type,
      restored,
      blocked: lists.flatMap(({ list, after }) =>
        "why" in after ? [{ id: list.id, name: list.name, why: after.why }] : [],
      ),
    };
  });
}

/** A change of type that can be undone. */
export type UndoableType = { fieldId: number; type: FieldType; by: string; at: Date; until: Date };

/** The newest change of each field's type that can still be undone. */
export async function listUndoableTypes(ctx: WorkspaceCtx): Promise<UndoableType[]> {
  const since = subDays(ctx.clock(), TYPE_UNDO_DAYS);
  const rows = await ctx.db.run((tx) => selectUndoable(tx, ctx, since));
  return rows.map(({ fieldId, before, changedBy, changedAt }) => {
    return {
      fieldId,
      type: before.type,
      by: changedBy,
      at: changedAt,
      until: addDays(changedAt, TYPE_UNDO_DAYS),
    };
  });
}

/** Fields as they were under another type, under the ids that histories know them by. */
export async function listPastFields(ctx: WorkspaceCtx): Promise<FieldBefore[]> {
  return ctx.db.run((tx) => selectPastFields(tx, ctx));
}

function linesOf(
  values: readonly { value: NonNullable<FieldValue>; became: FieldValue; users: number }[],
  from: ProfileField,
  to: ProfileField,
): Pick<TypePreview, "lines" | "more" | "users" | "cleared"> {
  const lines = values.map(({ value, became, users }): ValueLine => {
    return { before: shown(from, value) ?? "", after: became === null ? null : shown(to, became), users };
  });
  const sum = (all: number, { users }: ValueLine) => all + users;
  const lost = lines.filter(({ after }) => after === null);
  const listed = [...lost, ...lines.filter(({ after }) => after !== null)];
  return {
    lines: listed.slice(0, LINES_MAX),
    more: Math.max(0, listed.length - LINES_MAX),
    users: lines.reduce(sum, 0),
    cleared: lost.reduce(sum, 0),
  };
}

function shown(field: ProfileField, value: FieldValue): string | null {
  return value === null ? null : FIELD_KINDS[field.type].show(field, value).join(", ");
}

/** The settings by which the values fit the type best: what a file with these cells would be proposed. */
async function readingFor(tx: Tx, ctx: WorkspaceCtx, { id, type }: PreviewTypeInput): Promise<Rereading> {
  const { reading: kept, guesses } = FIELD_KINDS[type];
  const from = (await selectFields(tx, ctx)).find((field) => field.id === id);
  if (!from || hasOptions(from.type) || !kept) return {};
  const values = await selectValueCounts(tx, ctx, id);
  const cells = values.slice(0, SAMPLES_MAX).map(({ value }) => shown(from, value) ?? "");
  const stats = columnOf(cells, true);
  for (const { guess } of guesses) {
    const found: Rereading | null = guess(stats);
    if (found) return pick(found, kept.keys);
  }
  const used = SEPARATORS.find((sign) => sign !== "\n" && cells.some((cell) => cell.includes(sign)));
  return isSeveral(type) && used !== undefined ? { separator: used } : {};
}

function pick(found: Rereading, keys: readonly (keyof Rereading)[]): Rereading {
  return Object.fromEntries(keys.flatMap((key) => (found[key] === undefined ? [] : [[key, found[key]]])));
}
