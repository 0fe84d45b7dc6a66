"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Elapsed } from "@/components/patterns/elapsed";
import { PhaseSteps } from "@/components/patterns/phase-steps";
import { toast } from "@/components/patterns/toast";
import { endLabel } from "@/components/runs/outcome-labels";
import { percentOf, stepsOf } from "@/components/runs/steps";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Progress } from "@/components/ui/progress";
import type { RunFailure } from "@/drizzle/schema/runs";
import type { Counts, RunPhase } from "@/lib/model/run";
import { isOpen, type RunState } from "@/lib/model/run-state";

/** The JSON form of `RunProgress`. */
type LiveProgress = {
  state: RunState;
  phase: RunPhase | null;
  bytesDone: number;
  bytesTotal: number | null;
  rowsDone: number;
  startedAt: string | null;
  counts: Counts | null;
  failure: RunFailure | null;
};

type Props = { initial: LiveProgress; progressHref: string; isUndo: boolean };

const EVERY_MS = 1000;

/** A run in progress: its stages, progress bar and counts, live. Refreshes the page when the run ends. */
export function RunLive({ initial, progressHref, isUndo }: Props) {
  const { progress, lost } = useProgress(initial, progressHref, isUndo);
  const queued = progress.state === "queued";
  return (
    <section aria-label="Progress" className="grid gap-4 rounded-lg border bg-card p-4">
      {progress.failure ? <Retrying failure={progress.failure} /> : null}
      <PhaseSteps steps={stepsOf(progress, isUndo)} />
      <div className="flex items-center gap-4">
        <Progress value={queued ? 0 : percentOf(progress)} label="Progress of this phase" />
        <span className="shrink-0 text-muted-foreground text-sm">
          {progress.startedAt ? <Elapsed since={progress.startedAt} /> : "Queued"}
        </span>
      </div>
      <p aria-live="polite" className="text-muted-foreground text-sm">
        {lost
          ? "The server can't be reached right now. The run continues, and this page updates automatically."
          : queued
            ? "The run starts shortly. If another run of this sync is in progress, it starts after that one."
            : "You can leave this page. The run continues in the background."}
      </p>
    </section>
  );
}

/** Shows a network failure while the run is retried, so that you see it before the last attempt. */
function Retrying({ failure }: { failure: RunFailure }) {
  return (
    <Alert tone="held">
      <AlertTitle>{failure.message}</AlertTitle>
      <AlertDescription>
        {failure.remedy ? <p>{failure.remedy}</p> : null}
        <p>Rollcall retries automatically, up to five times in about five minutes. Nothing was changed.</p>
      </AlertDescription>
    </Alert>
  );
}

function useProgress(initial: LiveProgress, href: string, isUndo: boolean) {
  const router = useRouter();
  const [progress, setProgress] = useState(initial);
  const [lost, setLost] = useState(false);
  const told = useRef(false);
  const shown = useRef({ state: initial.state, phase: initial.phase });

  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void ask();
    }, EVERY_MS);
    let asking = false;

    async function ask() {
      if (asking || told.current) return;
      asking = true;
      const next = await fetchProgress(href);
      asking = false;
      setLost(next === null);
      if (!next || told.current) return;
      const open = isOpen(next.state);
      // The last steps stay visible until the refreshed page shows the result.
      if (open) setProgress(next);
      else {
        told.current = true;
        say(next, isUndo);
      }
      // The page renders the state beside the title and the facts of the file.
      const { state, phase } = shown.current;
      shown.current = { state: next.state, phase: next.phase };
      if (!open || next.state !== state || next.phase !== phase) router.refresh();
    }

    return () => clearInterval(timer);
  }, [href, router, isUndo]);

  return { progress, lost };
}

/** Null when the server could not be reached or did not answer with progress. */
async function fetchProgress(href: string): Promise<LiveProgress | null> {
  try {
    const response = await fetch(href, { cache: "no-store" });
    // Our own route: a status other than 200 is an error page.
    return response.ok ? ((await response.json()) as LiveProgress) : null;
  } catch {
    return null;
  }
}

function say({ state, counts }: LiveProgress, isUndo: boolean): void {
  const end = endLabel(state, counts, isUndo);
  if (end) toast[end.tone](end.title, { description: end.description });
}
