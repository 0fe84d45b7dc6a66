"use client";

import Link from "next/link";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { useScope } from "@/components/patterns/use-scope";
import { SyncLine } from "@/components/syncs/sync-line";
import { Badge } from "@/components/ui/badge";
import { WorkspaceMenu, type WorkspaceMenuParts } from "@/components/workspaces/workspace-menu";
import { formatNumber } from "@/lib/format/number";
import type { WorkspaceItem } from "@/lib/organizations/overview";

type Props = {
  workspaces: readonly WorkspaceItem[];
  total: number;
  page: number;
  pageSize: number;
  menu: WorkspaceMenuParts;
};

export function WorkspaceTable({ workspaces, menu, ...paging }: Props) {
  const { org } = useScope();
  const columns: DataColumn<WorkspaceItem>[] = [
    { id: "name", header: "Name", sortable: true, cell: (row) => <Name workspace={row} /> },
    {
      id: "users",
      header: "Users",
      sortable: true,
      align: "right",
      className: "md:w-24",
      cell: (row) => (row.usersCount === null ? null : formatNumber(row.usersCount)),
    },
    {
      id: "syncs",
      header: "Syncs",
      className: "md:pl-8",
      headClassName: "pl-8",
      cell: (row) => <Syncs org={org} workspace={row} />,
    },
    {
      id: "actions",
      header: "Actions",
      hideLabelOnPhone: true,
      className: "md:w-20 max-md:absolute max-md:top-1.5 max-md:right-2",
      cell: (row) => <WorkspaceMenu {...menu} workspace={row} />,
    },
  ];
  return (
    <DataTable
      {...paging}
      columns={columns}
      rows={workspaces}
      rowId={(row) => row.id}
      rowHref={(row) => `/${org}/${row.slug}`}
      caption="Workspaces"
      defaultSort="name"
      empty={<p className="px-4 py-8 text-center text-muted-foreground">No workspaces match this search.</p>}
    />
  );
}

function Name({ workspace: { name, isSandbox } }: { workspace: WorkspaceItem }) {
  if (!isSandbox) return name;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {name}
      <Badge variant="outline">Sample data</Badge>
    </span>
  );
}

function Syncs({ org, workspace }: { org: string; workspace: WorkspaceItem }) {
  if (workspace.usersCount === null) return null;
  if (workspace.syncs.length === 0) return <span className="text-muted-foreground">None yet</span>;
  return (
    <ul className="grid gap-1 py-0.5">
      {workspace.syncs.map((sync) => (
        <li key={sync.id}>
          <Link
            href={`/${org}/${workspace.slug}/syncs/${sync.id}`}
            className="rounded-sm underline-offset-4 hover:underline"
          >
            <SyncLine sync={sync} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
