import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { RunDetail } from "@/lib/runs/views/types";

/** What else a person should know: notes of the run itself, and how a plan that was not applied ended. */
export function RunNotes({ run }: { run: RunDetail }) {
  const ending = endingOf(run);
  const notes = [...(ending ? [ending] : []), ...run.notes];
  if (notes.length === 0) return null;
  const [first, ...rest] = notes;
  return (
    <Alert>
      <AlertTitle>{first}</AlertTitle>
      {rest.length > 0 ? (
        <AlertDescription>
          {rest.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </AlertDescription>
      ) : null}
    </Alert>
  );
}

function endingOf({ state, decision, decidedBy, appliedAt }: RunDetail): string | null {
  if (state === "superseded") return "A newer run has replaced this plan. Nothing of it was applied.";
  if (decision === "expired") {
    return appliedAt
      ? "What was held back has expired: nobody decided about it in time. The rest had been applied already."
      : "This plan has expired: nobody decided about it in time. Nothing of it was applied.";
  }
  if (decision === "discard") {
    return appliedAt
      ? `${decidedBy} discarded what was held back. The rest had been applied already.`
      : `${decidedBy} discarded this plan. Nothing of it was applied.`;
  }
  if (state === "cancelled") return "This run was cancelled. Nothing was changed.";
  if (decision === "creates_and_updates")
    return `${decidedBy} applied creates and updates; removals were left out.`;
  if (decision === "ticked" && appliedAt) return `${decidedBy} applied the changes they had ticked.`;
  return null;
}
