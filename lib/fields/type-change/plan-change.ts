import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import { selectListRules, selectSyncHeaders } from "@/lib/fields/field-uses.store";
import { type FillingSync, listsAsking, type SyncHeaders, syncsFilling } from "@/lib/fields/find-uses";
import type { ChangeTypeInput } from "@/lib/fields/schema";
import { selectFields } from "@/lib/fields/store";
import {
  labelsNeeded,
  optionsBefore,
  type Rereading,
  valueConverter,
} from "@/lib/fields/type-change/convert";
import { ruleAfter, valuesAsked } from "@/lib/fields/type-change/convert-rule";
import { selectValueCounts, takeFieldIds, type ValueCount } from "@/lib/fields/type-change/type-change.store";
import { formatNumber } from "@/lib/format/number";
import type { FieldOption, FieldValue, ProfileField } from "@/lib/model/field";
import { OPTIONS_MAX } from "@/lib/model/limits";
import type { RuleGroup } from "@/lib/model/rule";
import { foldText } from "@/lib/rules/text-holds";

export type ListAfter = { id: number; name: string; before: RuleGroup; after: RuleGroup };
export type ListBlocked = { id: number; name: string; why: string };

/** All that a change of type would do. Nothing of it is written, but ids are taken: the options' are in the values. */
export type TypeChangePlan = {
  from: ProfileField;
  to: ProfileField;
  reading: Rereading;
  values: (ValueCount & { became: FieldValue })[];
  /** What any value becomes. */
  convert: (value: NonNullable<FieldValue>) => FieldValue;
  /** Options of the new type that the field does not have now. */
  newOptions: number;
  filling: FillingSync[];
  syncs: SyncHeaders[];
  lists: ListAfter[];
  blocked: ListBlocked[];
  /** Why there can be no such change at all. */
  refusal: string | null;
};

/** Works out the change of a field to another type. Throws `not_found`, and `invalid_input` for the type it has. */
export async function planTypeChange(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id, type, reading: asked }: ChangeTypeInput,
): Promise<TypeChangePlan> {
  const from = (await selectFields(tx, ctx)).find((field) => field.id === id);
  if (!from) throw notFound("This profile field");
  if (from.type === type)
    throw new AppError("invalid_input", `The field has the type ${FIELD_KINDS[type].label} already.`);
  const reading = { ...asked, today: ctx.clock().toISOString().slice(0, 10) };
  const values = await selectValueCounts(tx, ctx, id);
  const rules = await selectListRules(tx, ctx);
  const asking = new Set(listsAsking(id, rules).map((list) => list.id));
  const lists = rules.filter((list) => asking.has(list.id));
  const kept = optionsBefore(from, type);
  const asks = lists.flatMap(({ rule }) => valuesAsked(rule, from));
  const labels = allLabels(from, { type, options: kept }, { values, asks, separator: reading.separator });
  const refusal = whyNot(from, type, kept.length + labels.length);
  const sorted = refusal === null ? labels.toSorted(byLabel) : [];
  const { fieldId, optionIds } = await takeFieldIds(tx, refusal === null ? kept.length + sorted.length : 0);
  const options = [...kept, ...sorted.map((label): Omit<FieldOption, "id"> => ({ label }))].map(
    ({ label, aliases = [] }, at): FieldOption => ({ id: optionIds[at] ?? 0, label, aliases }),
  );
  const to = { id: fieldId, label: from.label, type, options: refusal === null ? options : [] };
  const convert = valueConverter(from, to, reading);
  const followed = lists.map((list) => ({ ...list, after: ruleAfter(list.rule, { from, to, convert }) }));
  const syncs = await selectSyncHeaders(tx, ctx);
  return {
    from,
    to,
    reading: asked,
    values: values.map((one) => ({ ...one, became: convert(one.value) })),
    convert,
    newOptions: sorted.length,
    filling: syncsFilling(from, syncs),
    syncs,
    lists: followed.flatMap(({ id, name, rule, after }) =>
      "rule" in after ? [{ id, name, before: rule, after: after.rule }] : [],
    ),
    blocked: followed.flatMap(({ id, name, after }) =>
      "why" in after ? [{ id, name, why: after.why }] : [],
    ),
    refusal,
  };
}

/** Options for what users have, and for what only a rule asks for: those are compared without letter case. */
function allLabels(
  from: ProfileField,
  to: Pick<ProfileField, "type" | "options">,
  {
    values,
    asks,
    separator,
  }: { values: ValueCount[]; asks: ValueCount["value"][]; separator?: string | undefined },
): string[] {
  const had = labelsNeeded(from, to, { values: values.map(({ value }) => value), separator });
  const known = new Set([...to.options.map(({ label }) => label), ...had].map(foldText));
  const asked = labelsNeeded(from, to, { values: asks, separator });
  return [...had, ...asked.filter((label) => !known.has(foldText(label)))];
}

function whyNot(from: ProfileField, type: ProfileField["type"], options: number): string | null {
  if (!hasOptions(type)) return null;
  const name = FIELD_KINDS[type].label.toLowerCase();
  if (options > OPTIONS_MAX)
    return `“${from.label}” has ${formatNumber(options)} different values. A field has at most ${formatNumber(OPTIONS_MAX)} options.`;
  return options === 0 ? `No user has a value that could be an option of a ${name}.` : null;
}

const { compare: byLabel } = new Intl.Collator("en", { numeric: true });
