import type { FieldOption, ProfileField } from "@/lib/model/field";
import { nearText, sameText } from "@/lib/values/same-text";

/** By label, else by another name of an option, as it is written; else by what looks the same. */
export function optionFinder({ options }: ProfileField): (text: string) => number | undefined {
  const byText = new Map<string, number>();
  const byForm = new Map<string, number>();
  const put = (text: string, id: number): void => {
    byText.set(text, id);
    byForm.set(sameText(text), id);
  };
  for (const { id, aliases = [] } of options) for (const alias of aliases) put(alias, id);
  for (const { id, label } of options) put(label, id);
  // Of two that look the same, one that is written just like it is meant.
  return (text) => byText.get(text) ?? byForm.get(sameText(text));
}

/** The label of the option that `text` differs from in letter case only. */
export function nearFinder({ options }: ProfileField): (text: string) => string | undefined {
  let byText: Map<string, string> | null = null;
  return (text) => {
    byText ??= new Map(
      options.flatMap(({ label, aliases = [] }) =>
        [...aliases, label].map((name) => [nearText(name), label] as const),
      ),
    );
    return byText.get(nearText(text));
  };
}

/** Puts ids in the order of the options; new ones come last, as they will in the options. */
export function inOptionOrder({ options }: ProfileField): (ids: Iterable<number>) => number[] {
  const places = new Map(options.map(({ id }, place) => [id, place]));
  const placeOf = (id: number) => places.get(id) ?? options.length + id;
  return (ids) => [...ids].sort((a, b) => placeOf(a) - placeOf(b));
}

type Labels = ReadonlyMap<number, { label: string; place: number }>;
const labels = new WeakMap<readonly FieldOption[], Labels>();

/** The labels of some options, in the order of the field's options; those that are gone are left out. */
export function labelsOf({ options }: ProfileField, ids: readonly number[]): string[] {
  let known = labels.get(options);
  if (!known) {
    known = new Map(options.map(({ id, label }, place) => [id, { label, place }]));
    labels.set(options, known);
  }
  const found = [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
  return found.sort((a, b) => a.place - b.place).map(({ label }) => label);
}

/** Whether the field has an option of this id. */
export function isOptionOf({ options }: ProfileField, id: number): boolean {
  return options.some((option) => option.id === id);
}

type Entered = { ok: true; ids: number[] } | { ok: false; message: string };

/** The options that a form names by their ids, in option order. */
export function enteredOptions({ options }: ProfileField, texts: readonly string[]): Entered {
  const chosen = new Set(texts);
  const ids = options.map(({ id }) => id).filter((id) => chosen.has(String(id)));
  return ids.length === chosen.size
    ? { ok: true, ids }
    : { ok: false, message: "One of the options was removed in the meantime. Reload the page." };
}

/** By some of the options, any of which will do. */
export const optionFilter = {
  by: "choices",
  choices: ({ options }: ProfileField) => options.map(({ id, label }) => ({ value: String(id), label })),
  condition: (fieldId: number, values: readonly string[]) => ({
    on: "field" as const,
    fieldId,
    op: "is_any_of" as const,
    optionIds: values.map(Number),
  }),
} as const;
