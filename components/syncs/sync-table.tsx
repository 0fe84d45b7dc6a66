"use client";

import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { useScope } from "@/components/patterns/use-scope";
import { syncHref } from "@/components/syncs/sync-links";
import { SyncMenu } from "@/components/syncs/sync-menu";
import { LastRun, NextRun } from "@/components/syncs/sync-state";
import type { SyncItem } from "@/lib/syncs/views";

type Props = { syncs: readonly SyncItem[]; canStart: boolean };

/** The syncs of a workspace. */
export function SyncTable({ syncs, canStart }: Props) {
  const { org } = useScope();
  return (
    <DataTable
      columns={COLUMNS}
      rows={syncs}
      rowId={(sync) => sync.id}
      rowHref={(sync) => syncHref(org, sync)}
      rowMenu={(sync) => <SyncMenu sync={sync} name={sync.name} canStart={canStart} />}
      caption="Syncs"
      empty={null}
    />
  );
}

const COLUMNS: DataColumn<SyncItem>[] = [
  { id: "name", header: "Name", cell: (sync) => sync.name },
  {
    id: "file",
    header: "File",
    cell: (sync) => (
      <span className="break-all font-mono text-muted-foreground text-sm">
        {sync.path ?? "Uploaded files"}
      </span>
    ),
  },
  { id: "last", header: "Last run", cell: (sync) => <LastRun sync={sync} /> },
  { id: "next", header: "Next run", cell: (sync) => <NextRun sync={sync} /> },
];
