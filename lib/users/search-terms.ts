import { sameText } from "@/lib/values/same-text";

/** One way a search may match. All are "starts with", except `csvId`, which has to be equal. */
export type SearchTerm =
  | { by: "last"; last: string }
  | { by: "first"; first: string }
  | { by: "both"; first: string; last: string }
  | { by: "email"; email: string }
  | { by: "csvId"; csvId: string };

const TERM_CHARS_MAX = 200;

/**
 * What someone typed -> the ways it may match, most useful first. Two words may be first and last name in either order;
 * "van der" may start a last name. Empty when there is nothing to look for.
 */
export function searchTerms(typed: string): SearchTerm[] {
  const text = sameText(typed).slice(0, TERM_CHARS_MAX);
  if (text === "") return [];
  const terms: SearchTerm[] = [
    { by: "last", last: text },
    { by: "first", first: text },
  ];
  for (const { left, right } of splits(text)) {
    terms.push({ by: "both", first: left, last: right }, { by: "both", first: right, last: left });
  }
  if (!text.includes(" ")) terms.push({ by: "email", email: text });
  terms.push({ by: "csvId", csvId: text });
  return terms;
}

const UNSEEN = /\u200c|\u200d|[\u{e0001}\u{e0020}-\u{e007f}]/gu;

/** What is typed in the form of `text_form`, which names and IDs of another spelling are found by. */
export function searchForm(text: string): string {
  return sameText(text.replace(UNSEEN, ""));
}

/** "anna van der" -> "anna" + "van der", "anna van" + "der". A comma, as in "Virtanen, Anna", is no part of a name. */
function splits(text: string): { left: string; right: string }[] {
  const words = text
    .split(" ")
    .map((word) => word.replace(/,$/, ""))
    .filter(Boolean)
    .slice(0, 4);
  return words.slice(1).map((_, index) => ({
    left: words.slice(0, index + 1).join(" "),
    right: words.slice(index + 1).join(" "),
  }));
}
