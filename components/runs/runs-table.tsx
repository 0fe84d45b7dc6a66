"use client";

import type { ReactNode } from "react";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { Elapsed } from "@/components/patterns/elapsed";
import { RelativeTime } from "@/components/patterns/relative-time";
import { StatePill } from "@/components/patterns/state-pill";
import { countsLabel, discardedLabel } from "@/components/runs/outcome-labels";
import { RunMenu } from "@/components/runs/run-menu";
import { startedBy } from "@/components/runs/trigger-labels";
import { wasLate } from "@/components/runs/was-late";
import { formatDuration } from "@/lib/format/duration";
import { plural } from "@/lib/format/plural";
import { isOpen } from "@/lib/model/run-state";
import type { RunItem } from "@/lib/runs/views/types";
import { workedMs } from "@/lib/runs/views/worked-ms";

type Props = {
  runs: readonly RunItem[];
  total: number;
  page: number;
  pageSize: number;
  base: string;
  empty: ReactNode;
  canCancel: boolean;
};

export function RunsTable({ runs, base, canCancel, ...rest }: Props) {
  const href = (run: RunItem) => `${base}/runs/${run.id}`;
  return (
    <DataTable
      caption="Runs"
      columns={COLUMNS}
      rows={runs}
      rowId={(run) => run.id}
      rowHref={href}
      rowMenu={(run) => <RunMenu run={run} href={href(run)} canCancel={canCancel} />}
      {...rest}
    />
  );
}

const COLUMNS: readonly DataColumn<RunItem>[] = [
  { id: "sync", header: "Sync", cell: (run) => run.sync.name, className: "md:max-w-56 md:truncate" },
  {
    id: "state",
    header: "State",
    cell: (run) => (
      <StatePill state={run.state} phase={run.phase} isLate={wasLate(run)} failure={run.failure} />
    ),
  },
  { id: "result", header: "Result", cell: (run) => <Result run={run} />, hideLabelOnPhone: true },
  {
    id: "trigger",
    header: "Started by",
    cell: (run) => <bdi className="text-muted-foreground">{startedBy(run)}</bdi>,
    className: "md:max-w-56 md:truncate",
  },
  { id: "when", header: "When", cell: (run) => <RelativeTime at={run.createdAt} /> },
  { id: "duration", header: "Duration", align: "right", cell: (run) => <Duration run={run} /> },
];

function Result({ run: { state, counts, failure, appliedAt } }: { run: RunItem }) {
  if (state === "failed") return <span className="line-clamp-2 text-danger">{failure?.message}</span>;
  if (!counts || isOpen(state)) return <span className="text-faint">—</span>;
  const issues = [
    counts.errors > 0 ? plural(counts.errors, "error") : null,
    counts.warnings > 0 ? plural(counts.warnings, "warning") : null,
  ].filter((text) => text !== null);
  const said = countsLabel(counts);
  const isApplied = appliedAt !== null;
  const discarded = isApplied ? discardedLabel(counts) : null;
  return (
    <span>
      {inWords(state, said, isApplied)}
      {discarded ? <span className="text-held"> · {discarded}</span> : null}
      {issues.length > 0 ? <span className="text-muted-foreground"> · {issues.join(", ")}</span> : null}
    </span>
  );
}

function inWords(state: RunItem["state"], said: string, applied: boolean): string {
  if (state === "held")
    return applied ? `${said}; the rest is pending approval` : `Planned: ${said.toLowerCase()}`;
  if (state === "undone") return `Undone: ${said.toLowerCase()}`;
  if ((state === "cancelled" || state === "superseded") && !applied) return "Not applied";
  return said;
}

function Duration({ run }: { run: RunItem }) {
  if (run.state === "running" && run.startedAt) return <Elapsed since={run.startedAt} />;
  const worked = workedMs(run);
  return worked === null ? <span className="text-faint">—</span> : formatDuration(worked);
}
