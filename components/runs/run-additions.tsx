import { Plus } from "lucide-react";
import { additionLines } from "@/components/runs/addition-labels";
import type { ProfileField } from "@/lib/model/field";
import { isFinished } from "@/lib/model/run-state";
import type { RunDetail } from "@/lib/runs/views/types";

type Props = { run: RunDetail; fields: readonly ProfileField[] };

/** Options and teams that the plan creates, or has created; nothing for a discarded plan. */
export function RunAdditions({ run, fields }: Props) {
  const isAhead = !isFinished(run.state);
  const lines = additionLines(run.additions, fields);
  if (lines.length === 0 || (!isAhead && run.appliedAt === null)) return null;
  return (
    <section aria-label="New options and teams" className="rounded-lg border bg-card px-4 py-3">
      <ul className="grid gap-1">
        {lines.map((line) => (
          <li key={line} className="flex items-start gap-2 break-words">
            <Plus className="mt-0.5 size-4 shrink-0 text-success" aria-hidden="true" />
            <span className="min-w-0">{line}</span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-muted-foreground text-sm">{whenOf(run)}</p>
    </section>
  );
}

function whenOf({ state, appliedAt, decision }: RunDetail): string {
  if (state === "undone")
    return "Added by this run, which was undone. Options stay; unused teams were removed.";
  if (appliedAt === null) return "Added when a change that uses them is applied.";
  return decision === "ticked" || decision === "creates_and_updates"
    ? "Only those that an applied change uses were added."
    : "Added by this run.";
}
