import { formatNumber } from "@/lib/format/number";
import { type Addition, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";

const NAMED_MAX = 20;

/** What a plan adds in addition to users, one line per field: "New options: Sales, Legal (Department)", "New teams: Board". */
export function additionLines(additions: readonly Addition[], fields: readonly ProfileField[]): string[] {
  const byField = new Map<number, string[]>();
  for (const { fieldId, label } of additions) byField.set(fieldId, [...(byField.get(fieldId) ?? []), label]);
  return [...byField].map(([fieldId, labels]) => {
    const named = labels.slice(0, NAMED_MAX).join(", ");
    const more = labels.length - NAMED_MAX;
    const names = more > 0 ? `${named} and ${formatNumber(more)} more` : named;
    if (fieldId === TEAMS_FIELD) return `New ${labels.length === 1 ? "team" : "teams"}: ${names}`;
    const field = fields.find(({ id }) => id === fieldId)?.label ?? "a deleted field";
    return `New ${labels.length === 1 ? "option" : "options"}: ${names} (${field})`;
  });
}
