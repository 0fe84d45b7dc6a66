import { Undo2 } from "lucide-react";
import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { PauseButton } from "@/components/runs/pause-button";
import { NextRun } from "@/components/syncs/sync-state";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import { isOpen } from "@/lib/model/run-state";
import type { RunDetail } from "@/lib/runs/views/types";
import type { SyncItem } from "@/lib/syncs/views";

/** On a run that was undone or has an open undo: by whom and when, with a link to the undo. */
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
          "An undo of this run is being prepared"
        ) : (
          "An undo of this run is pending approval"
        )}
      </AlertTitle>
      <AlertActions>
        <Button asChild variant="outline" size="sm">
          <Link href={`${base}/runs/${id}`}>
            <Undo2 aria-hidden="true" />
            {appliedAt ? "View undo" : "Review undo"}
          </Link>
        </Button>
      </AlertActions>
    </Alert>
  );
}

/** The header of an undo's plan: the run it undoes, and how many users keep a current value. */
export function undoHead({ undoes, base, href, keeping, sync }: HeadProps) {
  const again = repeating(sync);
  return {
    title: (
      <>
        This plan undoes <RunLink run={undoes} base={base} />
      </>
    ),
    more: (
      <>
        {again ? (
          <p>
            The undo does not change the file. The next scheduled run (<NextRun sync={again} />) reads it
            again and may repeat the changes. Pause the sync if the file is still wrong.
          </p>
        ) : null}
        {keeping > 0 ? (
          <p>
            {plural(keeping, "user")} {keeping === 1 ? "keeps" : "keep"} values that were changed since then.{" "}
            <Link href={`${href}?status=kept`} className="text-primary underline-offset-4 hover:underline">
              View these users
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

/** The sync if its schedule reads the file again, else null. */
function repeating(sync: SyncItem | null): SyncItem | null {
  return sync?.nextRunAt ? sync : null;
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
  canPause: boolean;
};

/** On an undo that was applied: the file has not changed, and the next run reads it again. */
export function UndoAppliedNote({ undoes, base, sync, canPause }: AppliedProps) {
  const again = repeating(sync);
  return (
    <Alert tone={again ? "held" : "neutral"}>
      <AlertTitle>
        This run undid <RunLink run={undoes} base={base} />
      </AlertTitle>
      {again ? (
        <AlertDescription>
          <p>
            The undo did not change the file. The next scheduled run (<NextRun sync={again} />) reads it again
            and may repeat the changes. Pause the sync until the file is correct.
          </p>
        </AlertDescription>
      ) : sync?.paused ? (
        <AlertDescription>
          The sync is paused. Its file is not read again until you resume it.
        </AlertDescription>
      ) : null}
      {again && canPause ? (
        <AlertActions>
          <PauseButton syncId={again.id} />
        </AlertActions>
      ) : null}
    </Alert>
  );
}
