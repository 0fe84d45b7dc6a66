import { sameText } from "@/lib/values/same-text";

/** The headers without those that `others` has too. */
export function withoutHeaders(headers: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map(sameText));
  return headers.filter((header) => !known.has(sameText(header)));
}
