import { Replace } from "lucide-react";
import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

type ReplacedProps = {
  newer: { id: string; createdAt: Date };
  /** Sentences about what differs; none where that is not known. */
  difference: readonly string[];
  isPart: boolean;
  base: string;
};

/** On a plan that was replaced: by which run, what differs, and the way to the newer plan. */
export function ReplacedPlan({ newer, difference, isPart, base }: ReplacedProps) {
  return (
    <Alert>
      <AlertTitle>
        Replaced by the run of <DayTime at={newer.createdAt} />
      </AlertTitle>
      <AlertDescription>
        <p>
          {isPart
            ? "The changes that were pending approval were not applied. All other changes were."
            : "None of the changes of this plan were applied."}
        </p>
        {difference.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </AlertDescription>
      <AlertActions>
        <Button asChild variant="outline" size="sm">
          <Link href={`${base}/runs/${newer.id}`}>
            <Replace aria-hidden="true" />
            View newer run
          </Link>
        </Button>
      </AlertActions>
    </Alert>
  );
}

/** On a run that left a pending plan in its place: the way to that plan. */
export function KeptPlan({ runId, base }: { runId: string; base: string }) {
  return (
    <Alert tone="held">
      <AlertTitle>An earlier plan is about the same removals</AlertTitle>
      <AlertDescription>It was kept, so that nobody has to review the same changes again.</AlertDescription>
      <AlertActions>
        <Button asChild variant="outline" size="sm">
          <Link href={`${base}/runs/${runId}`}>View earlier plan</Link>
        </Button>
      </AlertActions>
    </Alert>
  );
}
