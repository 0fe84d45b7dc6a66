import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { selectListRules } from "@/lib/fields/field-uses.store";
import { listsAsking, refuseAskedOptions } from "@/lib/fields/find-uses";
import { aliasConflicts, tidyAliases } from "@/lib/fields/option-texts";
import type { UpdateFieldInput } from "@/lib/fields/schema";
import { clearOptions, deleteOptions, insertOptions, selectOptions, setOptions } from "@/lib/fields/store";
import type { FieldOption } from "@/lib/model/field";
import { clearChoicesFromPlans } from "@/lib/pipeline/persistence/deleted.store";
import { tellListsNaming } from "@/lib/rules/tell-lists.store";
import { sameText } from "@/lib/values/same-text";

type OptionsReplaced = { added: string[]; removed: string[]; cleared: number };

/**
 * Puts the options of a choice field into the given order: those with an id are renamed, those without are new, those
 * not named are removed and cleared from every user who had one, except those that are not among `seenOptions`: they came
 * while somebody edited, from a file perhaps, and stay at the end. In open plans, the option that a removed one's label
 * means by now takes its place. Stored values name options by id, so a rename changes none. Throws `conflict` (edited by someone else meanwhile, or a list's rule names a removed one), `invalid_input`.
 */
export async function replaceOptions(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id: fieldId, options, seenOptions }: UpdateFieldInput,
): Promise<OptionsReplaced> {
  if (options.length === 0) throw invalid("Add at least one option to choose from.");
  const before = new Map((await selectOptions(tx, ctx, fieldId)).map((option) => [option.id, option]));
  const late = unseen(before.keys(), { options, seenOptions }).flatMap((id) => before.get(id) ?? []);
  const placed = [...options, ...late].map(({ id, label, aliases }, position) => {
    const known = id === undefined ? undefined : before.get(id);
    if (id !== undefined && !known) throw editedMeanwhile();
    return { id, label, position, aliases: tidyAliases(label, aliases ?? known?.aliases ?? []) };
  });
  const [conflict] = aliasConflicts(placed);
  if (conflict) throw invalid(`"${conflict.text}" means "${conflict.other}" already.`);
  const kept = placed.flatMap(({ id, ...option }) => (id === undefined ? [] : [{ id, ...option }]));
  const added = placed.filter((option) => option.id === undefined);
  const keptIds = new Set(kept.map((option) => option.id));
  const removed = [...before.values()].filter((option) => !keptIds.has(option.id));
  const cleared = await removeOptions(tx, ctx, fieldId, removed);
  await setOptions(tx, ctx, fieldId, kept);
  const rows = added.map(({ label, aliases, position }) => ({ label, aliases, position }));
  await insertOptions(tx, ctx, fieldId, rows);
  if (removed.length > 0) {
    const now = await selectOptions(tx, ctx, fieldId);
    const gone = removed.map(({ id, label }) => ({ id, label, into: meaning(label, now) }));
    await clearChoicesFromPlans(tx, ctx, { fieldId, gone });
    await tellListsNaming(tx, ctx, (rule) => rule.on === "field" && rule.fieldId === fieldId);
  }
  const labels = (list: readonly { label: string }[]) => list.map(({ label }) => label);
  return { added: labels(added), removed: labels(removed), cleared };
}

/** The options that an edit neither names nor knew of. */
function unseen(
  there: Iterable<number>,
  { options, seenOptions }: Pick<UpdateFieldInput, "options" | "seenOptions">,
): number[] {
  if (!seenOptions) return [];
  const known = new Set([...seenOptions, ...options.map(({ id }) => id)]);
  return [...there].filter((id) => !known.has(id));
}

/** The option that a text means, by its label or another name of it. */
function meaning(text: string, options: readonly FieldOption[]): FieldOption | null {
  const named = (option: FieldOption) => [option.label, ...(option.aliases ?? [])];
  return options.find((option) => named(option).some((name) => sameText(name) === sameText(text))) ?? null;
}

async function removeOptions(
  tx: Tx,
  ctx: WorkspaceCtx,
  fieldId: number,
  removed: readonly FieldOption[],
): Promise<number> {
  if (removed.length === 0) return 0;
  refuseAskedOptions(removed, listsAsking(fieldId, await selectListRules(tx, ctx)));
  const optionIds = removed.map((option) => option.id);
  const cleared = await clearOptions(tx, ctx, { fieldId, optionIds, at: ctx.clock() });
  await deleteOptions(tx, ctx, fieldId, optionIds);
  return cleared;
}

function invalid(message: string): AppError {
  return new AppError("invalid_input", message, { fieldErrors: { options: message } });
}

function editedMeanwhile(): AppError {
  return new AppError("conflict", "Someone else changed the options of this field in the meantime.", {
    remedy: "Reload the page, and make your change again.",
  });
}
