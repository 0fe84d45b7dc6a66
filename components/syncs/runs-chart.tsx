"use client";

import { useRouter } from "next/navigation";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { StatePill } from "@/components/patterns/state-pill";
import { useScope } from "@/components/patterns/use-scope";
import { formatNumber } from "@/lib/format/number";
import { formatDay, formatExact } from "@/lib/format/time";
import type { RunSummary } from "@/lib/syncs/views";

type Point = {
  id: string;
  day: string;
  run: RunSummary;
  created: number;
  updated: number;
  removed: number;
  failed: number;
};

const SERIES = [
  { key: "created", label: "Created or restored", color: "var(--success-fill)" },
  { key: "updated", label: "Updated", color: "var(--running-fill)" },
  { key: "removed", label: "Removed", color: "var(--held-fill)" },
  { key: "failed", label: "Failed", color: "var(--danger-fill)" },
] as const;

/** The last runs of a sync, oldest on the left; a bar opens its run. */
export function RunsChart({ runs }: { runs: readonly RunSummary[] }) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const points = pointsOf(runs);
  const open = (point: Point) => router.push(`/${org}/${workspace}/runs/${point.id}`);
  return (
    <figure>
      <div role="img" aria-label={`Changes of the last ${points.length} runs`} className="h-48 text-xs">
        <ResponsiveContainer>
          <BarChart
            data={points}
            margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
            barCategoryGap={3}
            onClick={(state) => {
              const point = points[Number(state.activeTooltipIndex)];
              if (point) open(point);
            }}
            className="cursor-pointer"
          >
            <CartesianGrid vertical={false} stroke="var(--border)" />
            <XAxis
              dataKey="day"
              tickLine={false}
              axisLine={false}
              minTickGap={24}
              tick={{ fill: "var(--muted-foreground)" }}
            />
            <YAxis
              width={44}
              allowDecimals={false}
              tickLine={false}
              axisLine={false}
              tick={{ fill: "var(--muted-foreground)" }}
              tickFormatter={formatNumber}
            />
            <Tooltip cursor={{ fill: "var(--accent)" }} content={<Hint />} isAnimationActive={false} />
            {SERIES.map(({ key, color }) => (
              <Bar
                key={key}
                dataKey={key}
                stackId="run"
                fill={color}
                maxBarSize={28}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
        {SERIES.map(({ key, label, color }) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <span className="size-2.5 rounded-xs" style={{ background: color }} aria-hidden="true" />
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

type HintProps = { active?: boolean; payload?: readonly { payload?: Point }[] };

function Hint({ active, payload }: HintProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const { run } = point;
  return (
    <div className="grid gap-1 rounded-md border bg-popover px-3 py-2 text-popover-foreground shadow-pop">
      <span className="font-medium">{formatExact(run.createdAt)}</span>
      <StatePill state={run.state} phase={run.phase} />
      {run.counts ? (
        <span className="text-muted-foreground">
          {formatNumber(point.created)} created or restored, {formatNumber(point.updated)} updated,{" "}
          {formatNumber(point.removed)} removed
        </span>
      ) : null}
      {run.failure ? <span className="max-w-72 text-danger">{run.failure.message}</span> : null}
    </div>
  );
}

function pointsOf(runs: readonly RunSummary[]): Point[] {
  const changed = runs.map(({ counts }) =>
    counts ? counts.created + counts.restored + counts.updated + counts.removed : 0,
  );
  // A failed run changed nothing: it gets a bar of its own that can be seen and clicked.
  const mark = Math.max(1, Math.round(Math.max(...changed, 0) * 0.08));
  return runs.map((run) => ({
    id: run.id,
    run,
    day: formatDay(run.createdAt, new Date()),
    created: isApplied(run) ? (run.counts?.created ?? 0) + (run.counts?.restored ?? 0) : 0,
    updated: isApplied(run) ? (run.counts?.updated ?? 0) : 0,
    removed: isApplied(run) ? (run.counts?.removed ?? 0) : 0,
    failed: run.state === "failed" ? mark : 0,
  }));
}

/** A plan that waits or was discarded has counts too, but changed nobody. */
function isApplied({ state }: RunSummary): boolean {
  return state === "succeeded" || state === "succeeded_with_issues";
}
