"use client";

import { Pencil, Trash2, UsersRound } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowMenu } from "@/components/patterns/row-menu";
import { DeleteTeamDialog } from "@/components/teams/delete-team-dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { formatNumber } from "@/lib/format/number";
import { TEAMS_PAGE_SIZE } from "@/lib/teams/schema";
import type { TeamItem, TeamSize } from "@/lib/teams/views";

const EditTeamDialog = deferDialog(
  async () => (await import("@/components/teams/edit-team-dialog")).EditTeamDialog,
);

type Props = {
  teams: readonly TeamItem[];
  total: number;
  page: number;
  base: string;
  canEdit: boolean;
  empty: ReactNode;
};

export function TeamsTable({ teams, total, page, base, canEdit, empty }: Props) {
  const router = useRouter();
  const [editing, setEditing] = useState<TeamItem | null>(null);
  const [deleting, setDeleting] = useState<TeamItem | null>(null);
  const href = (team: TeamItem) => `${base}/teams/${team.id}`;
  return (
    <>
      <DataTable
        caption="Teams"
        columns={COLUMNS}
        rows={teams}
        total={total}
        page={page}
        pageSize={TEAMS_PAGE_SIZE}
        rowId={(team) => String(team.id)}
        rowName={(team) => team.name}
        rowHref={href}
        rowMenu={
          canEdit
            ? (team) => (
                <RowMenu name={team.name}>
                  <DropdownMenuItem asChild>
                    <Link href={href(team)}>
                      <UsersRound aria-hidden="true" />
                      Open
                    </Link>
                  </DropdownMenuItem>
                  <DropdownMenuItem onSelect={() => setEditing(team)}>
                    <Pencil aria-hidden="true" />
                    Edit
                  </DropdownMenuItem>
                  <DropdownMenuSeparator />
                  <DropdownMenuItem variant="destructive" onSelect={() => setDeleting(team)}>
                    <Trash2 aria-hidden="true" />
                    Delete
                  </DropdownMenuItem>
                </RowMenu>
              )
            : undefined
        }
        empty={empty}
      />
      {editing ? <EditTeamDialog team={editing} onClose={() => setEditing(null)} /> : null}
      {deleting ? (
        <DeleteTeamDialog team={deleting} onClose={() => setDeleting(null)} onDone={() => router.refresh()} />
      ) : null}
    </>
  );
}

/** "212 (3 manual)": the number of users, and how many of them were added manually. */
function Size({ size }: { size: TeamSize }) {
  if (size.all === 0) return <span className="text-faint">0</span>;
  return (
    <span className="tabular-nums">
      {formatNumber(size.all)}
      {size.hand > 0 ? (
        <span className="text-muted-foreground text-xs"> ({formatNumber(size.hand)} manual)</span>
      ) : null}
    </span>
  );
}

const COLUMNS: readonly DataColumn<TeamItem>[] = [
  { id: "name", header: "Team", cell: ({ name }) => name, className: "md:max-w-72 md:truncate" },
  {
    id: "aliases",
    header: "Also called",
    cell: ({ aliases }) =>
      aliases.length === 0 ? (
        <span className="text-faint">—</span>
      ) : (
        <span className="text-muted-foreground wrap-anywhere">{aliases.join(", ")}</span>
      ),
    className: "md:max-w-56 md:truncate",
    hideOnPhone: true,
  },
  { id: "members", header: "Members", cell: ({ members }) => <Size size={members} />, align: "right" },
  { id: "managers", header: "Managers", cell: ({ managers }) => <Size size={managers} />, align: "right" },
  {
    id: "made",
    header: "Created",
    cell: ({ createdAt, madeBy }) => (
      <span className="text-muted-foreground">
        {madeBy ? <>by {madeBy.syncName}, </> : "manually, "}
        <RelativeTime at={createdAt} />
      </span>
    ),
    className: "md:max-w-64",
  },
];
