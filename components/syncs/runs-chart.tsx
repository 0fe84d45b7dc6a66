"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { deferred, useDeferred } from "@/components/patterns/deferred";
import { useScope } from "@/components/patterns/use-scope";
import { type Charted, type Point, pointsOf, type Series } from "@/components/syncs/run-points";
import { Skeleton } from "@/components/ui/skeleton";

/** What draws them is larger than the rest of the page, so it comes after it; the place is kept. */
const bars = deferred(async () => (await import("@/components/syncs/runs-bars")).RunsBars);

/** State colours are only for states: changes use the accent and greys. */
const SERIES: readonly { key: Series; label: string; color: string }[] = [
  { key: "created", label: "Created or restored", color: "var(--primary)" },
  { key: "updated", label: "Updated", color: "color-mix(in oklch, var(--primary) 45%, var(--card))" },
  { key: "removed", label: "Removed", color: "var(--muted-foreground)" },
  { key: "failed", label: "Failed", color: "var(--danger-fill)" },
  { key: "held", label: "Pending approval or waiting for a file", color: "var(--held-fill)" },
  { key: "other", label: "No changes", color: "var(--input)" },
];

/** The last runs of a sync or a workspace, oldest on the left. A bar opens its run. */
export function RunsChart({ runs }: { runs: readonly Charted[] }) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const [isMissing, setIsMissing] = useState(false);
  const Bars = useDeferred(bars, !isMissing, () => setIsMissing(true));
  const points = pointsOf(runs);
  const series = SERIES.filter(({ key }) => points.some((point) => point[key] > 0));
  const open = (point: Point) => router.push(`/${org}/${workspace}/runs/${point.id}`);
  return (
    <figure>
      <div role="img" aria-label={`Changes of the last ${points.length} runs`} className="h-48 text-xs">
        {Bars ? (
          <Bars points={points} series={series} onOpen={open} />
        ) : isMissing ? (
          <p className="text-muted-foreground">
            The chart could not be loaded. Reload the page to try again.
          </p>
        ) : (
          <Skeleton className="size-full" />
        )}
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
        {series.map(({ key, label, color }) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <span className="size-2.5 rounded-xs" style={{ background: color }} aria-hidden="true" />
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
