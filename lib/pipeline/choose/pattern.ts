/** What a date word in braces stands for, from the coarsest to the finest. `{yy}` is a year of this century. */
export const DATE_UNITS = ["year", "month", "day", "hour", "minute", "second"] as const;

export type DateUnit = (typeof DATE_UNITS)[number];

/** Letter case counts: `{MM}` is a month and `{mm}` a minute. */
const WORDS: Readonly<Record<string, { unit: DateUnit; digits: number }>> = {
  yyyy: { unit: "year", digits: 4 },
  yy: { unit: "year", digits: 2 },
  MM: { unit: "month", digits: 2 },
  dd: { unit: "day", digits: 2 },
  HH: { unit: "hour", digits: 2 },
  mm: { unit: "minute", digits: 2 },
  ss: { unit: "second", digits: 2 },
};

/** Of a fixed number of characters each. `one` is any single character. */
export type Token =
  | { kind: "text"; chars: readonly string[] }
  | { kind: "one" }
  | { kind: "date"; unit: DateUnit; digits: number };

/** A name between slashes: between two of its segments there may be anything. */
export type PartPattern = { source: string; segments: readonly (readonly Token[])[] };

/** A path that stands for many: the folders may have dates, the name dates, `*` and `?`. */
export type PathPattern = {
  source: string;
  folders: readonly PartPattern[];
  name: PartPattern;
  units: ReadonlySet<DateUnit>;
};

/** Longer names than this are in no pattern: what one name costs to match stays small. */
export const PATTERN_CHARS_MAX = 255;

const SPECIAL = /\{(yyyy|yy|MM|dd|HH|mm|ss)\}|\{([*?])\}|\*+|\?/g;
const SPECIAL_IN_FOLDERS = /\{(yyyy|yy|MM|dd|HH|mm|ss)\}/g;

/**
 * Reads a path as a pattern: `*` (any characters) and `?` (one) in the file name, and dates such as `{yyyy}{MM}{dd}`
 * anywhere. `{*}` and `{?}` are the characters themselves; other braces and brackets are text. Null for a path with none of
 * it, which is that of one file.
 */
export function parsePattern(path: string): PathPattern | null {
  const parts = path.normalize("NFC").split("/");
  const name = parsePart(parts.at(-1) ?? "", SPECIAL);
  const folders = parts.slice(0, -1).map((part) => parsePart(part, SPECIAL_IN_FOLDERS));
  if (!name.isSpecial && !folders.some((folder) => folder.isSpecial)) return null;
  const all = [...folders, name].flatMap(({ part }) => part.segments.flat());
  const units = new Set(all.flatMap((token) => (token.kind === "date" ? [token.unit] : [])));
  return { source: path, folders: folders.map(({ part }) => part), name: name.part, units };
}

function parsePart(source: string, special: RegExp): { part: PartPattern; isSpecial: boolean } {
  const segments: Token[][] = [[]];
  const add = (token: Token) => segments.at(-1)?.push(token);
  const text = (chars: string) => {
    if (chars !== "") add({ kind: "text", chars: Array.from(chars) });
  };
  let from = 0;
  let isSpecial = false;
  for (const { index, 0: found, 1: word, 2: escaped } of source.matchAll(special)) {
    isSpecial = true;
    text(source.slice(from, index));
    from = index + found.length;
    const date = word === undefined ? undefined : WORDS[word];
    if (date) add({ kind: "date", ...date });
    else if (escaped !== undefined) text(escaped);
    else if (found === "?") add({ kind: "one" });
    else segments.push([]);
  }
  text(source.slice(from));
  return { part: { source, segments }, isSpecial };
}

const WORD_OF: Readonly<Record<DateUnit, string>> = {
  year: "{yyyy}",
  month: "{MM}",
  day: "{dd}",
  hour: "{HH}",
  minute: "{mm}",
  second: "{ss}",
};

/** Why a path can't be a pattern, in words for its field; null when it can, or is none. */
export function patternFault(path: string): string | null {
  const pattern = parsePattern(path);
  if (!pattern) return null;
  if (pattern.name.source.length > PATTERN_CHARS_MAX)
    return `A pattern for the file name has at most ${PATTERN_CHARS_MAX} characters.`;
  const finest = Math.max(-1, ...[...pattern.units].map((unit) => DATE_UNITS.indexOf(unit)));
  const missing = DATE_UNITS.slice(0, finest).find((unit) => !pattern.units.has(unit));
  const word = DATE_UNITS[finest];
  if (missing && word)
    return `Add ${WORD_OF[missing]}: without it, ${WORD_OF[word]} doesn't say which file is newer.`;
  let coarsest = -1;
  for (const { segments } of pattern.folders) {
    const units = segments.flat().flatMap((token) => (token.kind === "date" ? [token.unit] : []));
    for (const unit of DATE_UNITS.filter((each) => units.includes(each))) {
      const at = DATE_UNITS.indexOf(unit);
      if (at > coarsest + 1)
        return `Put the folder with ${WORD_OF[unit]} below the one with ${WORD_OF[DATE_UNITS[at - 1] ?? "year"]}.`;
      coarsest = Math.max(coarsest, at);
    }
  }
  return null;
}

/** The path of one file as it is entered: `*` and `?` in its name are characters. */
export function literalPath(path: string): string {
  const at = path.lastIndexOf("/") + 1;
  return path.slice(0, at) + path.slice(at).replace(/[*?]/g, "{$&}");
}

/** Braces that look like a date and are none, such as `{YYYY}`; null without any. */
export function mistakenWord(path: string): string | null {
  const found = path.match(/\{[ymdhs][ymdhs._-]*\}/gi)?.find((word) => !(word.slice(1, -1) in WORDS));
  return found ?? null;
}

/** The pattern's name with a date filled in, for saying which file is missing: `managers_20261127*.csv`. */
export function nameAt(pattern: PathPattern, wallAt: number): string {
  const date = new Date(wallAt);
  const values: Readonly<Record<DateUnit, number>> = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
  return pattern.name.segments
    .map((tokens) =>
      tokens
        .map((token) => {
          if (token.kind === "text") return token.chars.join("");
          if (token.kind === "one") return "?";
          return String(values[token.unit]).padStart(4, "0").slice(-token.digits);
        })
        .join(""),
    )
    .join("*");
}
