"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { NIGHT_LABELS } from "@/components/patterns/night-labels";
import { NightMark } from "@/components/patterns/night-strip";
import { useNow } from "@/components/patterns/use-now";
import { useScope } from "@/components/patterns/use-scope";
import { RunHint, runText } from "@/components/runs/run-hint";
import { axisOf, type Charted, type Point, pointsOf, type Series } from "@/components/runs/run-points";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format/number";
import { formatDay, formatTime } from "@/lib/format/time";

/** State colours are only for states: changes use the accent and greys. */
const SERIES: readonly { key: Series; label: string; color: string }[] = [
  { key: "removed", label: "Removed", color: "var(--muted-foreground)" },
  { key: "updated", label: "Updated", color: "color-mix(in oklch, var(--primary) 45%, var(--card))" },
  { key: "created", label: "Created or restored", color: "var(--primary)" },
];

const LABELS_MAX = 6;

/**
 * The last runs of a sync or a workspace, oldest on the left: how many users each changed, and below, on a line of its own,
 * how each ended. One control: arrow keys select a run, Enter or a click opens it.
 *
 * Not by recharts: its bars are 114 KB of script (gzip, bundled by esbuild), and its axes can't be broken, which one
 * large import among small nights needs.
 */
export function RunsChart({ runs }: { runs: readonly Charted[] }) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const { now, mounted } = useNow(3_600_000);
  const [at, setAt] = useState<number | null>(null);
  const points = pointsOf(runs);
  const { top, isCut } = axisOf(points.map(({ total }) => total));
  const last = points.length - 1;
  const point = at === null ? undefined : points[at];
  const columns = { gridTemplateColumns: `repeat(${points.length}, minmax(0, 1fr))` };
  // The server doesn't know the reader's time zone: UTC until the browser renders.
  const zone = mounted ? undefined : "UTC";
  const shown = points[at ?? last];

  function open(index: number) {
    const run = points[index];
    if (run) router.push(`/${org}/${workspace}/runs/${run.id}`);
  }

  function onKeyDown(event: KeyboardEvent) {
    const from = at ?? last + 1;
    const moves: Partial<Record<string, number>> = {
      ...{ ArrowLeft: from - 1, ArrowDown: from - 1, ArrowRight: from + 1, ArrowUp: from + 1 },
      ...{ Home: 0, End: last },
    };
    const to = moves[event.key];
    if (to !== undefined) setAt(Math.min(Math.max(to, 0), last));
    else if (event.key === "Enter") open(at ?? last);
    else if (event.key === "Escape") setAt(null);
    else return;
    event.preventDefault();
  }

  const under = (event: PointerEvent | React.MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((event.clientX - box.left) / box.width) * points.length), 0), last);
  };

  return (
    <figure>
      <div className="relative grid grid-cols-[2.75rem_1fr] text-xs">
        <Axis top={top} />
        <div
          role="slider"
          tabIndex={0}
          aria-label={`Changes of the last ${points.length} runs. Enter opens the selected run`}
          aria-valuemin={1}
          aria-valuemax={points.length}
          aria-valuenow={(at ?? last) + 1}
          aria-valuetext={shown ? runText(shown, now, zone) : undefined}
          onKeyDown={onKeyDown}
          onBlur={() => setAt(null)}
          onPointerMove={(event) => setAt(under(event))}
          onPointerLeave={() => setAt(null)}
          onClick={(event) => open(under(event))}
          className="relative cursor-pointer rounded-sm"
        >
          <div aria-hidden="true" className="grid h-40 items-end border-b" style={columns}>
            {points.map((each, index) => (
              <Bar key={each.id} point={each} top={top} isAt={index === at} />
            ))}
          </div>
          <div aria-hidden="true" className="grid h-6 items-center justify-items-center" style={columns}>
            {points.map(({ id, state }) => (
              <NightMark key={id} state={state} />
            ))}
          </div>
          <div
            aria-hidden="true"
            className="grid h-8 text-muted-foreground"
            style={columns}
            suppressHydrationWarning
          >
            {points.map((each, index) =>
              (last - index) % Math.ceil(points.length / LABELS_MAX) === 0 ? (
                <span
                  key={each.id}
                  suppressHydrationWarning
                  className="flex flex-col items-center overflow-visible whitespace-nowrap leading-4"
                >
                  <span suppressHydrationWarning>{formatDay(each.run.createdAt, now, zone)}</span>
                  <span suppressHydrationWarning>{formatTime(each.run.createdAt, zone)}</span>
                </span>
              ) : (
                <span key={each.id} />
              ),
            )}
          </div>
          {point && at !== null ? (
            <div
              className={cn(
                "pointer-events-none absolute top-0 z-10",
                at > points.length / 2 ? "right-[calc(100%-var(--at))]" : "left-(--at)",
              )}
              style={{ "--at": `${((at + 0.5) / points.length) * 100}%` } as React.CSSProperties}
            >
              <RunHint point={point} />
            </div>
          ) : null}
        </div>
      </div>
      <Legend points={points} isCut={isCut} />
    </figure>
  );
}

function Axis({ top }: { top: number }) {
  return (
    <div
      aria-hidden="true"
      className="flex h-40 flex-col justify-between pr-2 text-right text-muted-foreground"
    >
      <span className="-mt-2">{formatNumber(top)}</span>
      <span>{top % 2 === 0 ? formatNumber(top / 2) : ""}</span>
      <span className="-mb-2">0</span>
    </div>
  );
}

function Bar({ point, top, isAt }: { point: Point; top: number; isAt: boolean }) {
  const isBroken = point.total > top;
  const height = Math.min(point.total / top, 1) * 100;
  return (
    <span className={cn("relative flex h-full flex-col justify-end px-px", isAt && "bg-accent")}>
      <span
        className="mx-auto flex w-full max-w-7 flex-col"
        style={{ height: `${point.total > 0 ? Math.max(height, 2) : 0}%` }}
      >
        {SERIES.map(({ key, color }) =>
          point[key] > 0 ? <span key={key} style={{ background: color, flexGrow: point[key] }} /> : null,
        )}
      </span>
      {isBroken ? (
        <>
          <span className="absolute inset-x-0 top-7 h-1 -skew-y-12 bg-card" />
          <span className="absolute top-0.5 left-1/2 z-1 -translate-x-1/2 whitespace-nowrap rounded-xs bg-card px-1 font-medium text-foreground leading-4 ring-1 ring-border">
            {formatNumber(point.total)}
          </span>
        </>
      ) : null}
    </span>
  );
}

function Legend({ points, isCut }: { points: readonly Point[]; isCut: boolean }) {
  const states = [...new Set(points.map(({ state }) => state))];
  return (
    <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      {SERIES.filter(({ key }) => points.some((point) => point[key] > 0))
        .toReversed()
        .map(({ key, label, color }) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <span className="size-2.5 rounded-xs" style={{ background: color }} aria-hidden="true" />
            {label}
          </span>
        ))}
      {states.map((state) => (
        <span key={state} className="inline-flex items-center gap-1.5">
          <NightMark state={state} />
          {NIGHT_LABELS[state]}
        </span>
      ))}
      {isCut ? <span>Bars with a number are higher than the axis.</span> : null}
    </figcaption>
  );
}
