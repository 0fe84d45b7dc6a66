import Link from "next/link";
import { Suspense } from "react";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { EffectsPanel } from "@/components/runs/effects-panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { WorkspaceCtx } from "@/lib/context";
import { getRunEffects } from "@/lib/lists/get-run-effects";
import type { RunDetail } from "@/lib/runs/views/types";

type Props = { ctx: WorkspaceCtx; run: RunDetail; asked: SearchParams; base: string };

/** Counted after the rest of the page is shown: a plan may have a million lines. */
export function EffectsTab(props: Props) {
  return (
    <Suspense fallback={<Skeleton className="h-40 w-full rounded-lg" />}>
      <Effects {...props} />
    </Suspense>
  );
}

/** Who joins and leaves lists, pages and teams: by the changes that were applied, or by those pending approval. */
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
          ? "The effects of the changes that this run applied."
          : "The effects if all pending changes are applied."}{" "}
        {hasBoth ? (
          <Link
            href={part === "done" ? here : `${here}&part=done`}
            className="text-primary underline-offset-4 hover:underline"
          >
            {part === "done" ? "Show pending changes" : "Show applied changes"}
          </Link>
        ) : null}
      </p>
      <EffectsPanel runId={run.id} part={part} effects={effects} base={base} />
    </>
  );
}
