"use client";

import { Eye, Pencil, Trash2, Undo2 } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowMenu } from "@/components/patterns/row-menu";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { CursorPaging } from "@/components/users/cursor-paging";
import { RemoveUserDialog } from "@/components/users/remove-user-dialog";
import { roleLabel } from "@/components/users/roles";
import { SourceBadge } from "@/components/users/source-badge";
import type { RemoveUser, RestoreUser } from "@/components/users/types";
import { formatNumber } from "@/lib/format/number";
import { fullName } from "@/lib/format/person";
import { plural } from "@/lib/format/plural";
import type { UserCount, UserItem, UserPage } from "@/lib/users/views";

type Props = UserPage & {
  total: UserCount;
  base: string;
  showRemoved: boolean;
  removable: boolean;
  actions: { remove: RemoveUser; restore: RestoreUser };
  empty: ReactNode;
};

const nameOf = (user: UserItem) => fullName(user.firstName, user.lastName) || user.email;

export function UsersTable({
  users,
  next,
  previous,
  total,
  base,
  showRemoved,
  removable,
  actions,
  empty,
}: Props) {
  const [removing, setRemoving] = useState<UserItem | null>(null);
  const scope = useScope();
  const restore = useAction(actions.restore, { success: "Restored" });
  const href = (user: UserItem) => `${base}/users/${user.id}`;

  function menu(user: UserItem) {
    return (
      <RowMenu name={nameOf(user)}>
        <DropdownMenuItem asChild>
          <Link href={href(user)}>
            <Eye aria-hidden="true" />
            Open
          </Link>
        </DropdownMenuItem>
        {removable && user.state === "active" ? (
          <>
            <DropdownMenuItem asChild>
              <Link href={`${href(user)}/edit`}>
                <Pencil aria-hidden="true" />
                Edit
              </Link>
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={() => setRemoving(user)}>
              <Trash2 aria-hidden="true" />
              Remove
            </DropdownMenuItem>
          </>
        ) : null}
        {removable && user.state === "removed" ? (
          <DropdownMenuItem onSelect={() => void restore.run(scope, { id: user.id })}>
            <Undo2 aria-hidden="true" />
            Restore
          </DropdownMenuItem>
        ) : null}
      </RowMenu>
    );
  }

  return (
    <>
      <DataTable
        caption="Users"
        columns={showRemoved ? [...COLUMNS, REMOVED] : COLUMNS}
        rows={users}
        rowId={(user) => String(user.id)}
        rowName={nameOf}
        rowHref={href}
        rowMenu={menu}
        empty={empty}
        footer={<CursorPaging total={inWords(total)} next={next} previous={previous} />}
      />
      {removing ? (
        <RemoveUserDialog
          user={{ id: removing.id, name: nameOf(removing), syncName: removing.source?.syncName ?? null }}
          remove={actions.remove}
          onClose={() => setRemoving(null)}
        />
      ) : null}
    </>
  );
}

const COLUMNS: readonly DataColumn<UserItem>[] = [
  { id: "name", header: "Name", cell: nameOf, className: "md:max-w-64 md:truncate" },
  {
    id: "email",
    header: "E-mail",
    cell: (user) => <span className="break-all text-muted-foreground">{user.email}</span>,
    hideLabelOnPhone: true,
  },
  {
    id: "csvId",
    header: "ID",
    cell: (user) =>
      user.csvId === null ? (
        <span className="text-faint">—</span>
      ) : (
        <span className="font-mono">{user.csvId}</span>
      ),
    className: "md:max-w-40 md:truncate",
  },
  { id: "source", header: "Source", cell: (user) => <SourceBadge source={user.source} /> },
  {
    id: "role",
    header: "Role",
    cell: (user) => <span className="text-muted-foreground">{roleLabel(user.role)}</span>,
  },
];

const REMOVED: DataColumn<UserItem> = {
  id: "removed",
  header: "Removed",
  cell: (user) => <RelativeTime at={user.removedAt} />,
};

function inWords({ count, more }: UserCount): string {
  return more ? `${formatNumber(count)}+ users` : plural(count, "user");
}
