import type { ProfileField } from "@/lib/model/field";
import type { BlankWords } from "@/lib/model/mapping";
import { nearText, sameText } from "@/lib/values/same-text";
import { trimText } from "@/lib/values/text";

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

/** Puts ids in the order of the options; those of new ones come last, as they will stand there. */
export function inOptionOrder({ options }: ProfileField): (ids: Iterable<number>) => number[] {
  const places = new Map(options.map(({ id }, place) => [id, place]));
  const placeOf = (id: number) => places.get(id) ?? options.length + id;
  return (ids) => [...ids].sort((a, b) => placeOf(a) - placeOf(b));
}

type Reading = BlankWords & { aliases?: Readonly<Record<string, string>> | undefined };

/** What a text of the file is to be read as, "" for a word that means blank; null for a column without either. */
export function textReader({ aliases = {}, blankWords }: Reading): ((text: string) => string) | null {
  const isBlank = blankReader(blankWords);
  const byText = new Map(Object.entries(aliases).map(([text, as]) => [sameText(text), trimText(as)]));
  if (byText.size === 0 && !isBlank) return null;
  return (text) => byText.get(sameText(text)) ?? (isBlank?.(text) ? "" : text);
}

/** Tells words that mean a blank cell, in any letter case; null where there are none. */
export function blankReader(words: readonly string[] = []): ((text: string) => boolean) | null {
  if (words.length === 0) return null;
  const blank = new Set(words.map(nearText));
  return (text) => blank.has(nearText(text));
}
