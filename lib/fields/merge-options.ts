import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { hasOptions } from "@/lib/field-kinds/registry";
import { selectListRules } from "@/lib/fields/field-uses.store";
import { listsAsking } from "@/lib/fields/find-uses";
import { replaceInUsers } from "@/lib/fields/merge-options.store";
import { tidyAliases } from "@/lib/fields/option-texts";
import { changeViews } from "@/lib/fields/saved-views.store";
import type { MergeOptionsInput } from "@/lib/fields/schema";
import { deleteOptions, lockField, selectOptions, setOptions } from "@/lib/fields/store";
import { setListRule } from "@/lib/fields/type-change/type-change.store";
import { viewAfterMerge } from "@/lib/fields/view-after";
import type { FieldOption } from "@/lib/model/field";
import { ALIASES_MAX } from "@/lib/model/limits";
import { isGroup, type Rule, type RuleGroup } from "@/lib/model/rule";
import { clearChoicesFromPlans, lockChoices } from "@/lib/pipeline/persistence/deleted.store";
import { tellListsNaming } from "@/lib/rules/tell-lists.store";

export type OptionsMerged = { users: number; lists: number; aliases: readonly string[] };

/**
 * Makes several options of a choice field one, `into`: users, plans, rules and saved views that named another name it from now on, and
 * files may still say the other's label or aliases. For good. Throws `not_found`, `invalid_input`, and `conflict` when
 * it would have more aliases than an option may.
 */
export async function mergeOptions(
  ctx: WorkspaceCtx,
  { fieldId, from, into }: MergeOptionsInput,
): Promise<OptionsMerged> {
  return ctx.db.run(async (tx) => {
    await lockChoices(tx, ctx, "exclusive");
    const field = await lockField(tx, ctx, fieldId);
    if (!field || !hasOptions(field.type)) throw notFound("This choice field");
    const options = await selectOptions(tx, ctx, fieldId);
    const find = (id: number): FieldOption => {
      const found = options.find((option) => option.id === id);
      if (!found) throw notFound("This option");
      return found;
    };
    const target = find(into);
    const gone = [...new Set(from)].map(find);
    if (gone.some(({ id }) => id === into))
      throw new AppError("invalid_input", "An option can't be merged into itself.");
    const aliases = aliasesAfter(target, gone);
    const ids = gone.map(({ id }) => id);
    const lists = await replaceInRules(tx, ctx, { fieldId, ids, into });
    await changeViews(tx, ctx, (place) => viewAfterMerge(place, { fieldId, ids, into }));
    const users = await replaceInUsers(tx, ctx, { fieldId, from: ids, into });
    await deleteOptions(tx, ctx, fieldId, ids);
    await setOptions(tx, ctx, fieldId, [{ ...target, aliases, position: options.indexOf(target) }]);
    await clearChoicesFromPlans(tx, ctx, {
      fieldId,
      gone: gone.map(({ id, label }) => ({ id, label, into: target })),
    });
    await tellListsNaming(tx, ctx, (rule) => rule.on === "field" && rule.fieldId === fieldId);
    await writeAudit(tx, ctx, {
      action: "field.merge_options",
      targetKind: "field",
      targetId: fieldId,
      targetLabel: field.label,
      detail: { removed: gone.map(({ label }) => label), as: target.label, users, lists },
    });
    return { users, lists: lists.length, aliases };
  });
}

function aliasesAfter(target: FieldOption, gone: readonly FieldOption[]): string[] {
  const all = [target, ...gone].flatMap(({ label, aliases = [] }) => [label, ...aliases]);
  const aliases = tidyAliases(target.label, all);
  if (aliases.length <= ALIASES_MAX) return aliases;
  throw new AppError("conflict", `“${target.label}” would have ${aliases.length} other values.`, {
    remedy: `An option has at most ${ALIASES_MAX}. Remove some first.`,
  });
}

/** Rules that name one of `ids` name `into`. Gives the lists that they are of. */
async function replaceInRules(
  tx: Tx,
  ctx: WorkspaceCtx,
  { fieldId, ids, into }: { fieldId: number; ids: readonly number[]; into: number },
): Promise<number[]> {
  const rules = await selectListRules(tx, ctx);
  const naming = new Set(
    listsAsking(fieldId, rules)
      .filter(({ optionIds }) => optionIds.some((id) => ids.includes(id)))
      .map(({ id }) => id),
  );
  const other = (id: number) => (ids.includes(id) ? into : id);
  const replace = (part: Rule): Rule => {
    if (isGroup(part)) return group(part);
    if (part.on !== "field" || !("optionIds" in part)) return part;
    return { ...part, optionIds: [...new Set(part.optionIds.map(other))] };
  };
  const group = (whole: RuleGroup): RuleGroup => ({ ...whole, rules: whole.rules.map(replace) });
  for (const { id, rule } of rules) if (naming.has(id)) await setListRule(tx, ctx, id, group(rule));
  return [...naming];
}
