import type { DateUnit, PartPattern, PathPattern, Token } from "@/lib/pipeline/choose/pattern";

/** What the date words of a pattern were in a name. */
export type DateParts = Partial<Record<DateUnit, number>>;

const NAME_CHARS_MAX = 1024;
const YEARS = { min: 1900, max: 2199 };

/**
 * Whether a name is one of a pattern, with the date in it; null when not. `known` has what the folders above have said,
 * which must agree. Where `*` leaves a choice, the first place that fits counts. The time it takes grows with the
 * length of the name, and with nothing else but the pattern.
 */
export function matchName({ segments }: PartPattern, name: string, known: DateParts = {}): DateParts | null {
  const chars = Array.from(name.normalize("NFC"));
  if (chars.length > NAME_CHARS_MAX) return null;
  const [first = [], ...others] = segments;
  const last = others.pop();
  let parts = fits(first, chars, 0, known);
  let at = widthOf(first);
  if (!parts) return null;
  if (!last) return at === chars.length ? parts : null;
  const end = chars.length - widthOf(last);
  for (const segment of others) {
    const width = widthOf(segment);
    let found: DateParts | null = null;
    while (at + width <= end && !found) {
      found = fits(segment, chars, at, parts);
      at += found ? width : 1;
    }
    if (!found) return null;
    parts = found;
  }
  return at <= end ? fits(last, chars, end, parts) : null;
}

/** `matchName` for a whole path. */
export function matchPath({ folders, name }: PathPattern, path: string): DateParts | null {
  const parts = path.split("/");
  if (parts.length !== folders.length + 1) return null;
  return [...folders, name].reduce<DateParts | null>(
    (known, part, at) => known && matchName(part, parts[at] ?? "", known),
    {},
  );
}

function widthOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + widthOfToken(token), 0);
}

function widthOfToken(token: Token): number {
  if (token.kind === "text") return token.chars.length;
  return token.kind === "one" ? 1 : token.digits;
}

function fits(tokens: readonly Token[], chars: readonly string[], from: number, known: DateParts) {
  const parts = { ...known };
  let at = from;
  for (const token of tokens) {
    const width = widthOfToken(token);
    if (at + width > chars.length) return null;
    if (token.kind === "text") {
      for (const [index, char] of token.chars.entries()) if (chars[at + index] !== char) return null;
    } else if (token.kind === "date") {
      const value = readNumber(chars, at, width);
      const whole = token.unit === "year" && width === 2 && value !== null ? 2000 + value : value;
      if (whole === null || (parts[token.unit] ?? whole) !== whole) return null;
      parts[token.unit] = whole;
    }
    at += width;
  }
  return isDate(parts) ? parts : null;
}

function readNumber(chars: readonly string[], at: number, digits: number): number | null {
  let value = 0;
  for (let index = at; index < at + digits; index++) {
    const digit = (chars[index] ?? "").charCodeAt(0) - 48;
    if (!(digit >= 0 && digit <= 9)) return null;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether what is known so far can be part of a date: 20261341 is none. */
function isDate({ year, month, day, hour = 0, minute = 0, second = 0 }: DateParts): boolean {
  if (year !== undefined && (year < YEARS.min || year > YEARS.max)) return false;
  if (month !== undefined && (month < 1 || month > 12)) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  if (day === undefined) return true;
  // The year may come later in the name: 29 February is decided when it is there.
  return day >= 1 && day <= (month === undefined ? 31 : daysIn(year ?? 2000, month));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
