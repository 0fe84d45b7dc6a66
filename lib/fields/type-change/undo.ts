import { isDeepStrictEqual } from "node:util";
import { subDays } from "date-fns";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { selectListRules, selectSyncHeaders } from "@/lib/fields/field-uses.store";
import { type ListRule, listsAsking, ruleOf, type SyncHeaders } from "@/lib/fields/find-uses";
import { changeViews } from "@/lib/fields/saved-views.store";
import { deleteFieldRow, lockField, selectFields } from "@/lib/fields/store";
import { labelsNeeded, valueConverter } from "@/lib/fields/type-change/convert";
import { mappingBefore } from "@/lib/fields/type-change/convert-mapping";
import { type Followed, ruleAfter, valuesAsked } from "@/lib/fields/type-change/convert-rule";
import {
  insertFieldAs,
  restoreValues,
  selectChangedSince,
  selectPosition,
  selectUndoable,
  setListRule,
  setUndone,
  type TypeChangeRow,
  takeFieldIds,
  type ValueCount,
} from "@/lib/fields/type-change/type-change.store";
import { viewAfterType } from "@/lib/fields/view-after";
import type { FieldValue, ProfileField } from "@/lib/model/field";
import { TYPE_UNDO_DAYS } from "@/lib/model/field-type-change";
import { clearFieldFromPlans, lockChoices } from "@/lib/pipeline/persistence/deleted.store";
import { tellListsNaming } from "@/lib/rules/tell-lists.store";
import { writeMapping } from "@/lib/syncs/versions/write";

/** All that undoing the last change of a field's type would do. */
export type TypeUndoPlan = {
  change: TypeChangeRow;
  /** The field as it is, and as it is going to be. */
  now: ProfileField;
  back: ProfileField;
  /** What users have who were changed since, and what that becomes. */
  values: (ValueCount & { became: FieldValue })[];
  /** Users who get back what they had. */
  restored: number;
  lists: { list: ListRule; after: Followed }[];
  syncs: SyncHeaders[];
};

/** Works out the undo. Throws `not_found` for a field whose type was not changed in the last 30 days. */
export async function planTypeUndo(tx: Tx, ctx: WorkspaceCtx, { id }: { id: number }): Promise<TypeUndoPlan> {
  const now = (await selectFields(tx, ctx)).find((field) => field.id === id);
  const changes = await selectUndoable(tx, ctx, subDays(ctx.clock(), TYPE_UNDO_DAYS));
  const change = changes.find((one) => one.fieldId === id);
  if (!now || !change) throw notFound("This change of a profile field's type");
  const { before, followers } = change;
  const { values, restored } = await selectChangedSince(tx, ctx, { changeId: change.id, to: id });
  const rules = await selectListRules(tx, ctx);
  const asking = new Set(listsAsking(id, rules).map((list) => list.id));
  const lists = rules.filter((list) => asking.has(list.id));
  const untouched = new Map(followers.lists.map((list) => [list.id, list]));
  const isUntouched = ({ id, rule }: ListRule) => isDeepStrictEqual(untouched.get(id)?.after, rule);
  const asked = lists.filter((list) => !isUntouched(list)).flatMap(({ rule }) => valuesAsked(rule, now));
  const labels = labelsNeeded(now, before, { values: [...values.map(({ value }) => value), ...asked] });
  const { optionIds } = await takeFieldIds(tx, labels.length);
  const added = labels.map((label, at) => ({ id: optionIds[at] ?? 0, label, aliases: [] }));
  const back: ProfileField = { ...before, label: now.label, options: [...before.options, ...added] };
  const convert = valueConverter(now, back);
  return {
    change,
    now,
    back,
    restored,
    values: values.map((one) => ({ ...one, became: convert(one.value) })),
    lists: lists.map((list) => {
      const kept = isUntouched(list) ? untouched.get(list.id) : undefined;
      return {
        list,
        after: kept ? { rule: kept.before } : ruleAfter(list.rule, { from: now, to: back, convert }),
      };
    }),
    syncs: (await selectSyncHeaders(tx, ctx)).filter(({ mapping }) =>
      Object.values(mapping.columns).some((target) => target.kind === "field" && target.fieldId === id),
    ),
  };
}

/**
 * Gives a field the type, the options and the values back that it had before `changeFieldType`. Users who were changed
 * since keep what they have, read as the old type. Throws `not_found`, and `conflict` while a rule can't follow.
 */
export async function undoFieldType(
  ctx: WorkspaceCtx,
  input: { id: number },
): Promise<{ id: number; users: number }> {
  return ctx.db.run(async (tx) => {
    await lockChoices(tx, ctx, "exclusive");
    if (!(await lockField(tx, ctx, input.id))) throw notFound("This profile field");
    const plan = await planTypeUndo(tx, ctx, input);
    const { change, now, back, values } = plan;
    refuseBlocked(plan);
    const position = await selectPosition(tx, ctx, now.id);
    await clearFieldFromPlans(tx, ctx, now, "got another type");
    await deleteFieldRow(tx, ctx, now.id);
    await insertFieldAs(tx, ctx, { ...back, position });
    const ids = { changeId: change.id, from: back.id, to: now.id };
    const users = await restoreValues(tx, ctx, { ...ids, rows: values });
    await followBack(tx, ctx, plan);
    await setUndone(tx, ctx, change.id, { ...now, options: [...now.options] });
    await tellListsNaming(tx, ctx, (rule) => rule.on === "field" && rule.fieldId === back.id);
    await writeAudit(tx, ctx, {
      action: "field.undo_type",
      targetKind: "field",
      targetId: back.id,
      targetLabel: back.label,
      detail: { type: { from: now.type, to: back.type }, users },
    });
    return { id: back.id, users };
  });
}

function refuseBlocked({ lists, now }: TypeUndoPlan): void {
  const blocked = lists.flatMap(({ list, after }) =>
    "why" in after ? [{ name: list.name, why: after.why }] : [],
  );
  const [first] = blocked;
  if (!first) return;
  throw new AppError("conflict", `${ruleOf(blocked)} can't follow “${now.label}”: ${first.why}.`, {
    remedy: "Change the rule first, then undo the change of type.",
  });
}

async function followBack(tx: Tx, ctx: WorkspaceCtx, { change, now, back, lists, syncs }: TypeUndoPlan) {
  for (const { id: syncId } of syncs) {
    const kept = change.followers.syncs.find(({ id }) => id === syncId);
    const way = { from: now, to: back, reading: {} };
    await writeMapping(tx, ctx, { syncId, change: (mapping) => mappingBefore(mapping, kept, way) });
  }
  for (const { list, after } of lists) if ("rule" in after) await setListRule(tx, ctx, list.id, after.rule);
  const way = { from: now, to: back, convert: valueConverter(now, back) };
  await changeViews(tx, ctx, (place) => viewAfterType(place, way));
}
