import { toast } from "@/components/patterns/toast";
import { isOpen, outcomeParts } from "@/lib/bulk-edits/summary";
import type { BulkEditView } from "@/lib/bulk-edits/views";

/** Says what became of a bulk edit; of one that goes on, that it has started. */
export function sayOutcome(edit: BulkEditView): void {
  const description = outcomeParts(edit).join(" · ");
  if (isOpen(edit))
    toast.success(`${edit.title}: started`, { description: "Progress is shown above the table." });
  else if (edit.state === "failed") toast.error(`${edit.title}: ${edit.failure}`, { description });
  else toast.success(`${edit.title}: ${edit.state === "cancelled" ? "cancelled" : "done"}`, { description });
}
