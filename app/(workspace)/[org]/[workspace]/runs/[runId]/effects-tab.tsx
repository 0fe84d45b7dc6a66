import Link from "next/link";
import { Suspense } from "react";
import { listEffectPeopleAction } from "@/app/(workspace)/[org]/[workspace]/lists/actions";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { EffectsPanel } from "@/components/runs/effects-panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { WorkspaceCtx } from "@/lib/context";
import { getRunEffects } from "@/lib/lists/get-run-effects";
import type { RunDetail } from "@/lib/runs/views/types";

type Props = { ctx: WorkspaceCtx; run: RunDetail; asked: SearchParams; base: string };

/** Counted while the rest of the page is there already: a plan may have a million lines. */
export function EffectsTab(props: Props) {
  return (
    <Suspense fallback={<Skeleton className="h-40 w-full rounded-lg" />}>
      <Effects {...props} />
    </Suspense>
  );
}

/** Who comes to lists, pages and teams, and who leaves them: by what was applied, or by what waits for a decision. */
async function Effects({ ctx, run, asked, base }: Props) {
  const isApplied = run.appliedAt !== null;
  const hasBoth = isApplied && run.state === "held";
  const part = !isApplied || (hasBoth && readParam(asked, "part") !== "done") ? "planned" : "done";
  const effects = await getRunEffects(ctx, { runId: run.id, part });
  const here = `${base}/runs/${run.id}?tab=effects`;
  return (
    <>
      <p className="text-muted-foreground text-sm">
        {part === "done"
          ? "What the applied changes of this run did."
          : "What the changes that are not applied would do, if all of them were."}{" "}
        {hasBoth ? (
          <Link
            href={part === "done" ? here : `${here}&part=done`}
            className="text-primary underline-offset-4 hover:underline"
          >
            {part === "done" ? "Show what still waits" : "Show what was applied"}
          </Link>
        ) : null}
      </p>
      <EffectsPanel
        runId={run.id}
        part={part}
        effects={effects}
        base={base}
        people={listEffectPeopleAction}
      />
    </>
  );
}
