import type { ListRow } from "@/lib/lists/store";
import type { ListItem, PageLink } from "@/lib/lists/views";
import { ruleWords } from "@/lib/rules/describe-rule";
import { problemsOf } from "@/lib/rules/problems";
import type { Vocabulary } from "@/lib/rules/vocabulary";

/** A row of the table as lists are shown. */
export function listItem(row: ListRow, known: Vocabulary, pages: readonly PageLink[]): ListItem {
  const { id, name, description, kind, rule } = row;
  const words = rule ? ruleWords(rule, known) : "";
  return {
    id,
    name,
    description,
    kind,
    words,
    problems: rule ? problemsOf(rule, known) : [],
    pages: [...pages],
  };
}
