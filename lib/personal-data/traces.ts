import { sameText } from "@/lib/values/same-text";

/** What a person goes, or went, by. */
export type Known = {
  emails: readonly string[];
  /** IDs in files. */
  ids: readonly string[];
  names: readonly { firstName: string; lastName: string }[];
  mobiles: readonly string[];
  /** Their values of text fields. */
  texts: readonly string[];
};

/** What stands for a part of a text that named someone. */
export const ERASED = "[erased]";

const ID_CHARS_MIN = 6;
const MOBILE_DIGITS_MIN = 7;

/**
 * Finds a person in what people and files have written. An address, both names together, a number to call and a long ID
 * are found inside of a text; a single name, a short ID and a text field only where they are the whole of one.
 */
export type Traces = {
  /** For texts of any length, as regular expressions that JavaScript and PostgreSQL read alike. */
  patterns: readonly string[];
  /** The same with what is only looked for as a whole text: for the text of JSON. */
  inJson: readonly string[];
  isIn: (text: string) => boolean;
  /** Whether a row of a file is about the person. */
  isRow: (cells: readonly string[]) => boolean;
  /** A text without what is found inside of it. */
  cut: (text: string) => string;
  /** The name of a file without the person: an address in it may run on, as in `ann@example.com.csv`. */
  cutName: (fileName: string) => string;
  /** A value of JSON without the person: rows about them and values that are theirs are left out of lists. */
  without: <T>(value: T) => T;
};

export function tracesOf({ emails, ids, names, mobiles, texts }: Known): Traces {
  const full = names.filter(({ firstName, lastName }) => firstName && lastName);
  const long = unique([
    ...emails,
    ...full.flatMap(({ firstName: a, lastName: b }) => [`${a} ${b}`, `${b} ${a}`, `${b}, ${a}`]),
    ...mobiles.filter((mobile) => mobile.replace(/\D/g, "").length >= MOBILE_DIGITS_MIN),
    ...ids.filter((id) => id.length >= ID_CHARS_MIN),
  ]);
  const singles = names.flatMap(({ firstName, lastName }) => [firstName, lastName]);
  const wholes = unique([...ids, ...singles, ...mobiles, ...texts]);
  const patterns = long.map(patternOf);
  const found = patterns.length > 0 ? new RegExp(patterns.join("|"), "gi") : null;
  const isIn = (text: string) => found !== null && text.search(found) >= 0;
  const whole = new Set(wholes.map(folded));
  const own = (list: readonly string[]) => new Set(list.filter(Boolean).map(folded));
  const [ownIds, ownNames] = [own(ids), own(singles)];
  const isRow = (cells: readonly string[]) => {
    if (cells.some(isIn)) return true;
    const has = cells.map(folded);
    const named = has.filter((cell) => ownNames.has(cell)).length;
    return full.some(
      ({ firstName, lastName }) => has.includes(folded(firstName)) && has.includes(folded(lastName)),
    )
      ? true
      : named > 0 && has.some((cell) => ownIds.has(cell));
  };
  const cut = (text: string) => (found ? text.replace(found, ERASED) : text);
  const inJson = [...patterns, ...wholes.map((text) => `"${escaped(text)}"`)];
  const cutName = (name: string) =>
    emails.some((email) => name.toLowerCase().includes(email.toLowerCase())) ? ERASED : cut(name);
  return {
    patterns,
    inJson,
    isIn,
    isRow,
    cut,
    cutName,
    without: (value) => withoutPerson(value, { cut, isRow, whole }),
  };
}

type Cutting = { cut: (text: string) => string; isRow: Traces["isRow"]; whole: ReadonlySet<string> };

function withoutPerson<T>(value: T, cutting: Cutting): T {
  // What goes in is JSON, and what comes out has its shape: texts may be shorter, lists of them too.
  return stripped(value, cutting) as T;
}

function stripped(value: unknown, cutting: Cutting): unknown {
  if (typeof value === "string") return cutting.whole.has(folded(value)) ? ERASED : cutting.cut(value);
  if (Array.isArray(value)) {
    const rows = value.filter((part) => !(isTexts(part) && cutting.isRow(part)));
    const kept = rows.filter((part) => !(typeof part === "string" && cutting.whole.has(folded(part))));
    return kept.map((part) => stripped(part, cutting));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, stripped(part, cutting)]));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((part) => typeof part === "string");
}

function folded(text: string): string {
  return sameText(text).toLowerCase();
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
}

/** A text, not within a longer word or address. */
function patternOf(text: string): string {
  return `(?<![\\w.+-])${escaped(text)}(?![\\w-]|\\.\\w)`;
}

/** A text as it is, or with the backslashes that JSON gives it. */
function escaped(text: string): string {
  const inJson = JSON.stringify(text).slice(1, -1);
  return inJson.replace(/[^\p{L}\p{N}\s_]/gu, "\\$&").replaceAll("\\\\", "(?:\\\\)?");
}

/** One regular expression for several; one that nothing matches for none. */
export function anyOf(patterns: readonly string[]): string {
  return patterns.length > 0 ? patterns.join("|") : "(?!)";
}
