"use client";

import type { ReactNode } from "react";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { Elapsed } from "@/components/patterns/elapsed";
import { RelativeTime } from "@/components/patterns/relative-time";
import { StatePill } from "@/components/patterns/state-pill";
import { countsInWords } from "@/components/runs/outcome-words";
import { TRIGGER_WORDS } from "@/components/runs/trigger-words";
import { formatDuration } from "@/lib/format/duration";
import { plural } from "@/lib/format/plural";
import type { RunItem } from "@/lib/runs/views/types";

type Props = {
  runs: readonly RunItem[];
  total: number;
  page: number;
  pageSize: number;
  base: string;
  empty: ReactNode;
};

export function RunsTable({ runs, base, ...rest }: Props) {
  return (
    <DataTable
      caption="Runs"
      columns={COLUMNS}
      rows={runs}
      rowId={(run) => run.id}
      rowHref={(run) => `${base}/runs/${run.id}`}
      {...rest}
    />
  );
}

const COLUMNS: readonly DataColumn<RunItem>[] = [
  { id: "sync", header: "Sync", cell: (run) => run.sync.name, className: "max-w-56 truncate" },
  { id: "state", header: "State", cell: (run) => <StatePill state={run.state} phase={run.phase} /> },
  { id: "result", header: "Result", cell: (run) => <Result run={run} />, hideLabelOnPhone: true },
  {
    id: "trigger",
    header: "Started by",
    cell: (run) => (
      <span className="text-muted-foreground">
        {run.trigger === "schedule"
          ? TRIGGER_WORDS.schedule
          : `${run.requestedBy} (${TRIGGER_WORDS[run.trigger]})`}
      </span>
    ),
    className: "max-w-56 truncate",
  },
  { id: "when", header: "When", cell: (run) => <RelativeTime at={run.createdAt} /> },
  { id: "duration", header: "Duration", align: "right", cell: (run) => <Duration run={run} /> },
];

function Result({ run: { state, counts, failure } }: { run: RunItem }) {
  if (state === "failed") return <span className="line-clamp-2 text-danger">{failure?.message}</span>;
  if (!counts || state === "queued" || state === "running") return <span className="text-faint">—</span>;
  const issues = [
    counts.errors > 0 ? plural(counts.errors, "error") : null,
    counts.warnings > 0 ? plural(counts.warnings, "warning") : null,
  ].filter((text) => text !== null);
  const said = state === "held" ? `Planned: ${countsInWords(counts).toLowerCase()}` : countsInWords(counts);
  return (
    <span>
      {state === "cancelled" || state === "superseded" ? "Not applied" : said}
      {issues.length > 0 ? <span className="text-muted-foreground"> · {issues.join(", ")}</span> : null}
    </span>
  );
}

function Duration({ run: { state, startedAt, finishedAt } }: { run: RunItem }) {
  if (startedAt && finishedAt) return formatDuration(finishedAt.getTime() - startedAt.getTime());
  if (state === "running" && startedAt) return <Elapsed since={startedAt} />;
  return <span className="text-faint">—</span>;
}
