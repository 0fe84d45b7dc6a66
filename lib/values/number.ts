import type { NumberSigns } from "@/lib/model/mapping";

const DIGITS_MAX = 100;
const PLAIN = /^[1-9]\d{0,14}$/;
const DECIMAL = /^([+-]?)0*(\d*)(?:\.(\d*))?$/;

/**
 * A number as canonical decimal text ("01234" -> "1234", "+1.50" -> "1.5", ".5" -> "0.5", "-0" -> "0"), never through a
 * float; null when it is none. An optional sign, digits, at most one point. No exponent (a spreadsheet has lost digits
 * there), no spaces, no separators of thousands (1,234 reads two ways): `numberParser` is for files that have them.
 */
export function parseNumber(text: string): string | null {
  if (PLAIN.test(text)) return text;
  if (text.length > DIGITS_MAX) return null;
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = "", digits = "", decimals = ""] = match;
  if (digits === "" && !/\d/.test(text)) return null;
  const whole = digits === "" ? "0" : digits;
  const fraction = decimals.replace(/0+$/, "");
  const value = fraction ? `${whole}.${fraction}` : whole;
  return value === "0" || sign !== "-" ? value : sign + value;
}

/** Numbers as a column writes them: "1.234,5" -> "1234.5". Groups of thousands have three digits, or there are none. */
export function numberParser({ decimal = ".", thousands }: NumberSigns): (text: string) => string | null {
  if (decimal === "." && thousands === undefined) return parseNumber;
  const point = decimal === "." ? "\\." : ",";
  const group = thousands === undefined ? null : GROUPS[thousands];
  const whole = group ? `(?:\\d{1,3}(?:${group}\\d{3})+|\\d*)` : "\\d*";
  const form = new RegExp(`^([+-]?)(${whole})(?:${point}(\\d*))?$`);
  return (text) => {
    if (PLAIN.test(text)) return text;
    const match = text.length > DIGITS_MAX ? null : form.exec(text);
    if (!match) return null;
    const [, sign = "", digits = "", decimals = ""] = match;
    return parseNumber(`${sign}${digits.replace(/\D/g, "")}.${decimals}`);
  };
}

/** With the signs that people and programs take for each: every kind of space, a straight or a curly apostrophe. */
const GROUPS: Readonly<Record<NonNullable<NumberSigns["thousands"]>, string>> = {
  ".": "\\.",
  ",": ",",
  " ": "[ \\u00a0\\u2009\\u202f]",
  "'": "['’]",
};
