import type { BulkEditView } from "@/lib/bulk-edits/views";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { OPEN_STATES, type SkipReason } from "@/lib/model/bulk-edit";

type Numbers = Pick<BulkEditView, "state" | "isUndo" | "total" | "changed" | "same" | "skipped">;

const REASONS: Readonly<Record<SkipReason, string>> = {
  file: "skipped, because a sync would change them back",
  removed: "skipped, because they were removed in the meantime",
  edited: "kept, because they were changed since",
  address: "kept, because their e-mail address now belongs to another user",
  option: "kept, because their earlier value is no longer possible",
  role: "kept, because they managed the workspace: restore them on their own page",
};

export function isOpen({ state }: Pick<Numbers, "state">): boolean {
  return OPEN_STATES.includes(state);
}

/** How many users it is done with, of all whom it is for. */
export function doneOf({ changed, same, skipped }: Numbers): number {
  return changed + same + Object.values(skipped).reduce((sum, users) => sum + users, 0);
}

/** What became of the users, one part for each fate: "12 users changed", "3 already had it". */
export function outcomeParts(edit: Numbers): string[] {
  const { isUndo, changed, same, skipped, total, state } = edit;
  const parts = [`${plural(changed, "user")} ${isUndo ? "changed back" : "changed"}`];
  if (same > 0) parts.push(`${formatNumber(same)} without a difference`);
  for (const [reason, users] of Object.entries(skipped))
    if (users > 0) parts.push(`${formatNumber(users)} ${REASONS[reason as SkipReason]}`);
  const left = total - doneOf(edit);
  if (left > 0 && (state === "cancelled" || state === "failed"))
    parts.push(`${formatNumber(left)} unchanged, because it ended before`);
  return parts;
}
