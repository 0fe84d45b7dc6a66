/** `-012.50` -> `-12.5`: the one text that a number is stored as. Takes what the rule's schema lets through. */
export function canonicalDecimal(text: string): string {
  const { negative, whole, fraction } = parts(text);
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return negative && digits !== "0" ? `-${digits}` : digits;
}

/** Below zero, zero or above, as `a` is less than, equal to or greater than `b`; exact however many digits there are. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  const [leftSign, rightSign] = [signOf(left), signOf(right)];
  if (leftSign !== rightSign) return leftSign - rightSign;
  return leftSign * compareMagnitudes(left, right);
}

type Parts = { negative: boolean; whole: string; fraction: string };

function parts(text: string): Parts {
  const negative = text.startsWith("-");
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  return { negative, whole: whole.replace(/^0+(?=\d)/, ""), fraction: fraction.replace(/0+$/, "") };
}

function signOf({ negative, whole, fraction }: Parts): -1 | 0 | 1 {
  if (whole === "0" && fraction === "") return 0;
  return negative ? -1 : 1;
}

function compareMagnitudes(a: Parts, b: Parts): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  if (a.fraction === b.fraction) return 0;
  return a.fraction < b.fraction ? -1 : 1;
}
