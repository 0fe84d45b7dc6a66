import { AppError } from "@/lib/errors";
import { nearText } from "@/lib/values/same-text";
import { shown } from "@/lib/values/text";

type Labelled = { label: string };

/** What is wrong with a label beside those of `others`: a header could mean either of two that look the same. */
export function labelConflict(label: string, others: readonly Labelled[]): string | null {
  const other = others.find((field) => nearText(field.label) === nearText(label));
  if (!other) return null;
  return other.label.toLowerCase() === label.toLowerCase()
    ? "Another profile field has this label. Choose a different one."
    : `It looks the same as the profile field "${shown(other.label)}". Choose a different one.`;
}

/** Throws `conflict`, said beside the label, when it looks the same as one of `others`. */
export function refuseSameLabel(label: string, others: readonly Labelled[]): void {
  const conflict = labelConflict(label, others);
  if (conflict === null) return;
  const named = others.find((field) => nearText(field.label) === nearText(label))?.label ?? label;
  throw new AppError("conflict", `There is already a profile field named "${shown(named)}".`, {
    fieldErrors: { label: conflict },
  });
}
