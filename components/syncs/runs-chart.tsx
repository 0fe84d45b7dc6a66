"use client";

import { useRouter } from "next/navigation";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { StatePill } from "@/components/patterns/state-pill";
import { useScope } from "@/components/patterns/use-scope";
import { formatNumber } from "@/lib/format/number";
import { formatDay, formatExact } from "@/lib/format/time";
import type { RunSummary } from "@/lib/syncs/views";

type Series = "created" | "updated" | "removed" | "failed" | "held" | "other";
/** `sync` if the chart has runs of several syncs. */
type Charted = RunSummary & { sync?: { name: string } };
type Point = Record<Series, number> & { id: string; day: string; run: Charted };

/** State colours are only for states: changes use the accent and greys. */
const SERIES: readonly { key: Series; label: string; color: string }[] = [
  { key: "created", label: "Created or restored", color: "var(--primary)" },
  { key: "updated", label: "Updated", color: "color-mix(in oklch, var(--primary) 45%, var(--card))" },
  { key: "removed", label: "Removed", color: "var(--muted-foreground)" },
  { key: "failed", label: "Failed", color: "var(--danger-fill)" },
  { key: "held", label: "Pending approval", color: "var(--held-fill)" },
  { key: "other", label: "No changes", color: "var(--input)" },
];

/** The height of the axis while no run has changed any user. */
const AXIS_OF_NOTHING = 10;

/** The last runs of a sync or a workspace, oldest on the left. A bar opens its run. */
export function RunsChart({ runs }: { runs: readonly Charted[] }) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const points = pointsOf(runs);
  const series = SERIES.filter(({ key }) => points.some((point) => point[key] > 0));
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
              domain={[0, (most: number) => (most < 1 ? AXIS_OF_NOTHING : most)]}
              allowDecimals={false}
              tickLine={false}
              axisLine={false}
              tick={{ fill: "var(--muted-foreground)" }}
              tickFormatter={formatNumber}
            />
            <Tooltip cursor={{ fill: "var(--accent)" }} content={<Hint />} isAnimationActive={false} />
            {series.map(({ key, color }) => (
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

type HintProps = { active?: boolean; payload?: readonly { payload?: Point }[] };

function Hint({ active, payload }: HintProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const { run } = point;
  return (
    <div className="grid gap-1 rounded-md border bg-popover px-3 py-2 text-popover-foreground shadow-pop">
      <span className="font-medium">{formatExact(run.createdAt)}</span>
      {run.sync ? <span className="max-w-72 truncate">{run.sync.name}</span> : null}
      <StatePill state={run.state} phase={run.phase} />
      {isApplied(run) ? (
        <span className="text-muted-foreground">
          {formatNumber(point.created)} created or restored, {formatNumber(point.updated)} updated,{" "}
          {formatNumber(point.removed)} removed
        </span>
      ) : null}
      {run.failure ? <span className="max-w-72 text-danger">{run.failure.message}</span> : null}
    </div>
  );
}

function pointsOf(runs: readonly Charted[]): Point[] {
  const changed = runs.map((run) => sum(changesOf(run)));
  // A run without changes gets a small bar that can be clicked but is too low to be read as a number.
  const mark = (Math.max(...changed, 0) || AXIS_OF_NOTHING) * 0.04;
  return runs.map((run, index) => {
    const none = changed[index] === 0;
    return {
      id: run.id,
      run,
      day: formatDay(run.createdAt, new Date()),
      ...changesOf(run),
      failed: run.state === "failed" ? mark : 0,
      held: run.state === "held" ? mark : 0,
      other: none && run.state !== "failed" && run.state !== "held" ? mark : 0,
    };
  });
}

type Changes = Record<"created" | "updated" | "removed", number>;

function changesOf(run: RunSummary): Changes {
  if (!run.counts || !isApplied(run)) return { created: 0, updated: 0, removed: 0 };
  const { created, restored, updated, removed } = run.counts;
  return { created: created + restored, updated, removed };
}

function sum({ created, updated, removed }: Changes): number {
  return created + updated + removed;
}

/** A plan that is pending approval or was discarded has counts too, but changed no user. */
function isApplied({ state }: RunSummary): boolean {
  return state === "succeeded" || state === "succeeded_with_issues" || state === "undone";
}
