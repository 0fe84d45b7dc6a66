const DIGITS_MAX = 100;
const PLAIN = /^[1-9]\d{0,14}$/;
const DECIMAL = /^(-?)0*(\d+)(?:\.(\d+))?$/;

/**
 * A number as canonical decimal text ("01234" -> "1234", "1.50" -> "1.5", "-0" -> "0"), never through a float; null when
 * it is none. Strict: an optional minus, digits, at most one point between digits. No plus (that is a phone number), no
 * exponent (a spreadsheet has lost digits there), no spaces, no separators of thousands (1,234 reads two ways).
 */
export function parseNumber(text: string): string | null {
  if (PLAIN.test(text)) return text;
  if (text.length > DIGITS_MAX) return null;
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = "", whole = "", decimals = ""] = match;
  const fraction = decimals.replace(/0+$/, "");
  const value = fraction ? `${whole}.${fraction}` : whole;
  return value === "0" ? value : sign + value;
}
