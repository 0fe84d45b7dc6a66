import { Undo2 } from "lucide-react";
import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { PauseButton } from "@/components/runs/pause-button";
import { isOpen, type PauseSync } from "@/components/runs/types";
import { NextRun } from "@/components/syncs/sync-state";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import type { RunDetail } from "@/lib/runs/views/types";
import type { SyncItem } from "@/lib/syncs/views";

/** On a run that was undone, or is about to be: by whom and when, and the way there. */
export function UndoneNote({
  undoneBy,
  base,
}: {
  undoneBy: NonNullable<RunDetail["undoneBy"]>;
  base: string;
}) {
  const { id, state, appliedAt, decidedBy } = undoneBy;
  return (
    <Alert tone={appliedAt ? "neutral" : "held"}>
      <AlertTitle>
        {appliedAt ? (
          <>
            Undone by {decidedBy ?? "a member"} on <DayTime at={appliedAt} />
          </>
        ) : isOpen(state) ? (
          "An undo of this run is being worked out"
        ) : (
          "An undo of this run waits for a decision"
        )}
      </AlertTitle>
      <AlertActions>
        <Button asChild variant="outline" size="sm">
          <Link href={`${base}/runs/${id}`}>
            <Undo2 aria-hidden="true" />
            {appliedAt ? "See what was put back" : "Look at the undo"}
          </Link>
        </Button>
      </AlertActions>
    </Alert>
  );
}

/** At the head of an undo's plan: which run it turns around, and how many keep something. */
export function undoHead({ undoes, base, href, keeping, sync }: HeadProps) {
  const again = repeating(sync);
  return {
    title: (
      <>
        This would undo <RunLink run={undoes} base={base} />
      </>
    ),
    more: (
      <>
        {again ? (
          <p>
            The file stays as it is: the next scheduled run (<NextRun sync={again} />) reads it again and may
            do the same. Pause the sync if its file is still wrong.
          </p>
        ) : null}
        {keeping > 0 ? (
          <p>
            {plural(keeping, "user")} {keeping === 1 ? "keeps" : "keep"} something, because it was changed
            since.{" "}
            <Link href={`${href}?status=kept`} className="text-primary underline-offset-4 hover:underline">
              See what and by whom
            </Link>
          </p>
        ) : null}
      </>
    ),
  };
}

type HeadProps = {
  undoes: NonNullable<RunDetail["undoes"]>;
  base: string;
  href: string;
  keeping: number;
  sync: SyncItem | null;
};

/** The file is read again by itself. */
function repeating(sync: SyncItem | null): SyncItem | null {
  return sync?.sourceKind === "remote" && !sync.paused ? sync : null;
}

function RunLink({ run, base }: { run: NonNullable<RunDetail["undoes"]>; base: string }) {
  return (
    <Link href={`${base}/runs/${run.id}`} className="text-primary underline-offset-4 hover:underline">
      the run of <DayTime at={run.createdAt} />
    </Link>
  );
}

type AppliedProps = {
  undoes: NonNullable<RunDetail["undoes"]>;
  base: string;
  sync: SyncItem | null;
  /** Null for people who may not. */
  pause: PauseSync | null;
};

/** On an undo that was applied: the file still says what it said, and the next run reads it again. */
export function UndoAppliedNote({ undoes, base, sync, pause }: AppliedProps) {
  const again = repeating(sync);
  return (
    <Alert tone={again ? "held" : "neutral"}>
      <AlertTitle>
        This undid <RunLink run={undoes} base={base} />
      </AlertTitle>
      {again ? (
        <AlertDescription>
          <p>
            The file has not changed by that: the next scheduled run (<NextRun sync={again} />) reads it again
            and may do the same. Pause the sync until the file is right.
          </p>
        </AlertDescription>
      ) : sync?.paused ? (
        <AlertDescription>
          The sync is paused: its file is not read again until it is resumed.
        </AlertDescription>
      ) : null}
      {again && pause ? (
        <AlertActions>
          <PauseButton syncId={again.id} pause={pause} />
        </AlertActions>
      ) : null}
    </Alert>
  );
}
