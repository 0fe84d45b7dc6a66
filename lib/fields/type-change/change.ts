import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { ruleOf } from "@/lib/fields/find-uses";
import { changeViews } from "@/lib/fields/saved-views.store";
import type { ChangeTypeInput } from "@/lib/fields/schema";
import { deleteFieldRow, lockField } from "@/lib/fields/store";
import { mappingAfter } from "@/lib/fields/type-change/convert-mapping";
import { planTypeChange, type TypeChangePlan } from "@/lib/fields/type-change/plan-change";
import {
  insertFieldAs,
  insertTypeChange,
  replaceValues,
  selectPosition,
  setFollowers,
  setListRule,
} from "@/lib/fields/type-change/type-change.store";
import { viewAfterType } from "@/lib/fields/view-after";
import type { FieldFollowers } from "@/lib/model/field-type-change";
import { clearFieldFromPlans, lockChoices } from "@/lib/pipeline/persistence/deleted.store";
import { tellListsNaming } from "@/lib/rules/tell-lists.store";
import { writeMapping } from "@/lib/syncs/versions/write";

/**
 * Gives a field another type, in one transaction: a new field takes its place, users get what their values become, and
 * mappings, rules and saved views follow. Histories keep what the old values meant, and `undoFieldType` restores them for 30 days.
 * Open plans lose the field's values. Throws `not_found`, `invalid_input`, `conflict` while a rule can't follow.
 */
export async function changeFieldType(
  ctx: WorkspaceCtx,
  input: ChangeTypeInput,
): Promise<{ id: number; users: number; cleared: number }> {
  return ctx.db.run(async (tx) => {
    await lockChoices(tx, ctx, "exclusive");
    if (!(await lockField(tx, ctx, input.id))) throw notFound("This profile field");
    const plan = await planTypeChange(tx, ctx, input);
    refuse(plan);
    const { from, to, values } = plan;
    const position = await selectPosition(tx, ctx, from.id);
    await clearFieldFromPlans(tx, ctx, from, "got another type");
    await deleteFieldRow(tx, ctx, from.id);
    await insertFieldAs(tx, ctx, { ...to, position });
    const before = { ...from, options: [...from.options] };
    const nobody = { syncs: [], lists: [] };
    const changeId = await insertTypeChange(tx, ctx, { fieldId: to.id, before, followers: nobody });
    const users = await replaceValues(tx, ctx, { changeId, from: from.id, to: to.id, rows: values });
    const followers = await follow(tx, ctx, plan);
    await setFollowers(tx, ctx, changeId, followers);
    await tellListsNaming(tx, ctx, (rule) => rule.on === "field" && rule.fieldId === to.id);
    const lost = values.filter(({ became }) => became === null);
    const cleared = lost.reduce((sum, one) => sum + one.users, 0);
    await writeAudit(tx, ctx, {
      action: "field.change_type",
      targetKind: "field",
      targetId: to.id,
      targetLabel: to.label,
      detail: {
        type: { from: from.type, to: to.type },
        users,
        cleared,
        syncs: followers.syncs.map(({ id }) => id),
        lists: followers.lists.map(({ id }) => id),
      },
    });
    return { id: to.id, users, cleared };
  });
}

function refuse({ refusal, blocked, from }: TypeChangePlan): void {
  if (refusal !== null) throw new AppError("conflict", refusal);
  const [first] = blocked;
  if (!first) return;
  throw new AppError("conflict", `${ruleOf(blocked)} can't follow “${from.label}”: ${first.why}.`, {
    remedy: "Change the rule first, then the type.",
  });
}

/** Mappings, rules and saved views after the change; gives what the first two were. */
async function follow(
  tx: Tx,
  ctx: WorkspaceCtx,
  { from, to, reading, convert, filling, lists }: TypeChangePlan,
): Promise<FieldFollowers> {
  const syncs: FieldFollowers["syncs"] = [];
  for (const { id: syncId, header } of filling) {
    await writeMapping(tx, ctx, {
      syncId,
      change: (mapping) => {
        const after = mappingAfter(mapping, header, { from, to, reading });
        if (after !== mapping) syncs.push({ id: syncId, header, target: mapping.columns[header] ?? null });
        return after;
      },
    });
  }
  for (const { id, after } of lists) await setListRule(tx, ctx, id, after);
  await changeViews(tx, ctx, (place) => viewAfterType(place, { from, to, convert }));
  return { syncs, lists: lists.map(({ id, before, after }) => ({ id, before, after })) };
}
