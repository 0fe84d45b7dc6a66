"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { StatePill } from "@/components/patterns/state-pill";
import { AXIS_OF_NOTHING, type Point, type Series } from "@/components/syncs/run-points";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format/number";
import { formatExact } from "@/lib/format/time";
import { isApplied, isWaitingForFile } from "@/lib/model/run-state";

type Props = {
  points: readonly Point[];
  series: readonly { key: Series; color: string }[];
  onOpen: (point: Point) => void;
};

/** The bars of `RunsChart`, as large as what they are in. */
export function RunsBars({ points, series, onOpen }: Props) {
  return (
    <ResponsiveContainer>
      <BarChart
        data={points}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        barCategoryGap={3}
        onClick={(state) => {
          const point = points[Number(state.activeTooltipIndex)];
          if (point) onOpen(point);
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
          <Bar key={key} dataKey={key} stackId="run" fill={color} maxBarSize={28} isAnimationActive={false} />
        ))}
      </BarChart>
    </ResponsiveContainer>
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
      <StatePill state={run.state} phase={run.phase} failure={run.failure} />
      {isApplied(run.state) ? (
        <span className="text-muted-foreground">
          {formatNumber(point.created)} created or restored, {formatNumber(point.updated)} updated,{" "}
          {formatNumber(point.removed)} removed
        </span>
      ) : null}
      {run.failure ? (
        <span className={cn("max-w-72", !isWaitingForFile(run) && "text-danger")}>{run.failure.message}</span>
      ) : null}
    </div>
  );
}
