import type { YesNoWords } from "@/lib/model/mapping";
import { nearText } from "@/lib/values/same-text";

const YES = ["true", "yes", "1"];
const NO = ["false", "no", "0"];

export type YesNo = "yes" | "no";

/** Reads a text as yes or no, in any letter case: the words that always mean it and those of a column. Null for neither. */
export function yesNoParser({
  yesWords = [],
  noWords = [],
}: YesNoWords = {}): (text: string) => YesNo | null {
  const meanings = new Map<string, YesNo>();
  for (const word of [...YES, ...yesWords]) meanings.set(nearText(word), "yes");
  for (const word of [...NO, ...noWords]) meanings.set(nearText(word), "no");
  return (text) => meanings.get(nearText(text)) ?? null;
}

/** The first word that would mean both yes and no; null for none. */
export function ambiguousWord({ yesWords = [], noWords = [] }: YesNoWords): string | null {
  const yes = new Set([...YES, ...yesWords].map(nearText));
  const no = new Set([...NO, ...noWords].map(nearText));
  return (
    noWords.find((word) => yes.has(nearText(word))) ?? yesWords.find((word) => no.has(nearText(word))) ?? null
  );
}
