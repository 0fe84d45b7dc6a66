import type { ProfileField } from "@/lib/sync/types";
import { trimText } from "@/lib/sync/validate/text";

/** By exact label, else by another name of an option; letters composed differently ("é" of a Mac) are the same. */
export function optionFinder({ options }: ProfileField): (text: string) => number | undefined {
  const byText = new Map<string, number>();
  for (const { id, aliases = [] } of options) {
    for (const alias of aliases) byText.set(alias.normalize("NFC"), id);
  }
  for (const { id, label } of options) byText.set(label.normalize("NFC"), id);
  return (text) => byText.get(text) ?? byText.get(text.normalize("NFC"));
}

/** Puts ids in the order of the options; those of new ones come last, as they will stand there. */
export function inOptionOrder({ options }: ProfileField): (ids: Iterable<number>) => number[] {
  const places = new Map(options.map(({ id }, place) => [id, place]));
  const placeOf = (id: number) => places.get(id) ?? options.length + id;
  return (ids) => [...ids].sort((a, b) => placeOf(a) - placeOf(b));
}

/** What a text of the file is to be read as; null for a column without such a list. */
export function aliasReader(
  aliases: Readonly<Record<string, string>> | undefined,
): ((text: string) => string) | null {
  const entries = Object.entries(aliases ?? {});
  if (entries.length === 0) return null;
  const byText = new Map(entries.map(([text, as]) => [exact(text), trimText(as)]));
  return (text) => byText.get(exact(text)) ?? text;
}

function exact(text: string): string {
  return trimText(text).normalize("NFC");
}
