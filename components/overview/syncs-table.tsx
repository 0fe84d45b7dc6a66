"use client";

import { NightButton } from "@/components/overview/night-button";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { NIGHT_LABELS, statesOfStrips } from "@/components/patterns/night-labels";
import { NightMark } from "@/components/patterns/night-strip";
import { useScope } from "@/components/patterns/use-scope";
import { syncHref } from "@/components/syncs/sync-links";
import { LastRun, NextRun } from "@/components/syncs/sync-state";
import type { OverviewSync } from "@/lib/overview/views";

type Props = { syncs: readonly OverviewSync[]; total: number; page: number; pageSize: number };

/** The syncs of the organization, each with its last 30 nights. */
export function OverviewSyncsTable({ syncs, ...paging }: Props) {
  const { org } = useScope();
  return (
    <DataTable
      {...paging}
      columns={columnsIn(org)}
      rows={syncs}
      rowId={({ sync }) => sync.id}
      rowHref={({ sync }) => syncHref(org, sync)}
      caption="Syncs"
      empty={<p className="px-4 py-8 text-center text-muted-foreground">No syncs match.</p>}
      footer={<Legend strips={syncs.map(({ nights }) => nights)} />}
    />
  );
}

function columnsIn(org: string): DataColumn<OverviewSync>[] {
  return [
    {
      id: "name",
      header: "Sync",
      cell: ({ sync }) => <span className="wrap-anywhere">{sync.name}</span>,
      className: "md:max-w-64",
    },
    {
      id: "workspace",
      header: "Workspace",
      cell: ({ sync }) => <span className="wrap-anywhere text-muted-foreground">{sync.workspace.name}</span>,
      className: "md:max-w-48",
    },
    {
      id: "nights",
      header: "Last 30 nights",
      hideLabelOnPhone: true,
      cell: ({ sync, nights }) => (
        <NightButton strip={nights} sync={sync} scope={{ org, workspace: sync.workspace.slug }} />
      ),
    },
    { id: "last", header: "Last run", cell: ({ sync }) => <LastRun sync={sync} /> },
    { id: "next", header: "Next run", cell: ({ sync }) => <NextRun sync={sync} /> },
  ];
}

function Legend({ strips }: { strips: readonly string[] }) {
  const states = statesOfStrips(strips);
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2 text-muted-foreground text-xs">
      <span>Today is on the right.</span>
      {states.map((state) => (
        <span key={state} className="inline-flex items-center gap-1.5">
          <NightMark state={state} />
          {NIGHT_LABELS[state]}
        </span>
      ))}
    </p>
  );
}
