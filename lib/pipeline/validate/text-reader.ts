import type { BlankWords } from "@/lib/model/mapping";
import { nearText, sameText } from "@/lib/values/same-text";
import { trimText } from "@/lib/values/text";

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
