import { fold } from "@/lib/format/fold";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget } from "@/lib/model/mapping";
import { targetKey } from "@/lib/syncs/check-mapping";
import { nearKnown, nearTarget } from "@/lib/syncs/propose/near-target";
import { suggestOption } from "@/lib/values/closest-option";

type Wanted = {
  /** What the column was called, and what it fills. */
  header: string;
  fills: string;
  target: ColumnTarget;
  /** What other columns of the file fill, by name. */
  filled: ReadonlySet<string>;
  fields: readonly ProfileField[];
  /** The only one that is missing. */
  isOnly: boolean;
  choices: readonly string[];
  headers: readonly string[];
  headersBefore: readonly string[];
  statsOf: (header: string) => ColumnStats;
};

/** Which column of a file is probably the one that it lacks, and why. Only ever suggested. */
export function likelyColumn(wanted: Wanted): { header: string; why: string } | null {
  const { choices } = wanted;
  for (const reason of REASONS) {
    const found = choices.flatMap((header) => {
      const why = reason(wanted, header);
      return why === null ? [] : [{ header, why }];
    });
    const [only, other] = found;
    if (only && !other) return only;
  }
  return null;
}

type Reason = (wanted: Wanted, header: string) => string | null;

/** What says most comes first. What holds for several columns says nothing. */
const REASONS: readonly Reason[] = [
  ({ header: was, fills }, header) =>
    [was, fills].some((name) => fold(name) === fold(header))
      ? "It differs only in signs and letter case."
      : null,
  ({ target, fields, filled, statsOf }, header) => {
    const near = nearTarget(header, statsOf(header), nearKnown(fields, filled));
    return near && targetKey(near.target) === targetKey(target) ? sentence(near.why) : null;
  },
  ({ header: was }, header) =>
    suggestOption(header, [was]) === was ? "It differs by one or two letters." : null,
  ({ header: was, fills }, header) => {
    const long = [was, fills].find((name) => isAbbreviation(header, name));
    if (long !== undefined) return `It is short for ${long}.`;
    return isAbbreviation(was, header) ? `${was} is short for it.` : null;
  },
  ({ header: was, target, isOnly, headers, headersBefore }, header) => {
    // Another word for a mobile number or a name would be known: what is in its place is rather something else.
    if (target.kind !== "field" && target.kind !== "teams") return null;
    const at = headersBefore.indexOf(was);
    const isThere = isOnly && at >= 0 && headers.length === headersBefore.length && headers[at] === header;
    return isThere ? `It is where ${was} was.` : null;
  },
];

const LETTERS_MIN = 3;

/** "Dept." or "Dept" for "Department": with a dot any of its letters in their order, without one its beginning too. */
function isAbbreviation(short: string, long: string): boolean {
  const [few, many] = [fold(short), fold(long)];
  if (few.length < LETTERS_MIN || few.length >= many.length || few[0] !== many[0]) return false;
  if (many.startsWith(few)) return true;
  const isDotted = short.trim().endsWith(".");
  return (isDotted || few.length > LETTERS_MIN) && isWithin(few, many);
}

/** Whether the letters of one text occur in the other in the same order. */
function isWithin(few: string, many: string): boolean {
  let at = 0;
  for (const letter of many) if (letter === few[at]) at++;
  return at === few.length;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
