import { FIELD_LABEL_CHARS_MAX } from "@/lib/model/limits";
import { STANDARD_LABELS } from "@/lib/syncs/describe-mapping";
import { nearText, sameText } from "@/lib/values/same-text";

/**
 * A label for the field that a column is to make: its header, on one line, short enough, and with a number where the
 * workspace or `taken` has it already. Labels differ in more than upper and lower case.
 */
export function freeLabel(header: string, taken: readonly string[]): string {
  const used = new Set([...Object.values(STANDARD_LABELS), ...taken].map(nearText));
  const wanted = sameText(header);
  for (let number = 1; ; number++) {
    const ending = number === 1 ? "" : ` ${number}`;
    const label = wanted.slice(0, FIELD_LABEL_CHARS_MAX - ending.length).trim() + ending;
    if (!used.has(nearText(label))) return label;
  }
}
