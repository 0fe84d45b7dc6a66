import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { RunDetail } from "@/lib/runs/views/types";

/** The notes of a run, and how a plan that was not applied ended. */
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

function endingOf({ state, decision, decidedBy, appliedAt, supersededBy }: RunDetail): string | null {
  if (state === "superseded" && !supersededBy)
    return "A newer run replaced this plan. None of its changes were applied.";
  if (decision === "expired") {
    return appliedAt
      ? "The changes pending approval expired. All other changes were applied."
      : "This plan expired before anyone approved it. None of its changes were applied.";
  }
  if (decision === "discard") {
    return appliedAt
      ? `${decidedBy} discarded the changes pending approval. All other changes were applied.`
      : `${decidedBy} discarded this plan. None of its changes were applied.`;
  }
  if (state === "cancelled") return "This run was cancelled. Nothing was changed.";
  if (decision === "creates_and_updates")
    return `${decidedBy} applied creates and updates. Removals were left out.`;
  if (decision === "ticked" && appliedAt) return `${decidedBy} applied the selected changes.`;
  return null;
}
