"use client";

import { Eye, Pencil, Trash2, Undo2 } from "lucide-react";
import Link from "next/link";
import { type ReactNode, Suspense, use, useMemo, useState } from "react";
import { CursorPaging } from "@/components/patterns/cursor-paging";
import { DataTable } from "@/components/patterns/data-table";
import { RowMenu } from "@/components/patterns/row-menu";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { BulkBar, type BulkRights } from "@/components/users/bulk/bulk-bar";
import type { GroupName } from "@/components/users/bulk/group-dialog";
import { everyone, selectedUsers, userCountLabel } from "@/components/users/bulk/who";
import { RemoveUserDialog } from "@/components/users/remove-user-dialog";
import { REMOVED_COLUMN, userColumns, userName } from "@/components/users/user-columns";
import { UserTotal } from "@/components/users/user-total";
import { distinctNames } from "@/lib/format/distinct-names";
import { formatNumber } from "@/lib/format/number";
import type { ProfileField } from "@/lib/model/field";
import { restoreUserAction } from "@/lib/users/actions";
import { BULK_USERS_MAX } from "@/lib/users/bulk/limits";
import type { MatchingUsers } from "@/lib/users/bulk/schema";

import type { UserCount, UserItem, UserPage } from "@/lib/users/views";

/** The bulk actions, and the query of the list; the selection is cleared when the query changes. */
export type BulkParts = {
  can: BulkRights;
  query: MatchingUsers;
  lists: readonly GroupName[];
  teams: readonly GroupName[];
};

type Props = UserPage & {
  /** Counted while the users are shown already; null when that takes too long. */
  total: Promise<UserCount | null>;
  base: string;
  showRemoved: boolean;
  canRemove: boolean;
  columns: readonly string[];
  fields: readonly ProfileField[];
  /** Null when the reader has no bulk actions. */
  bulk: BulkParts | null;
  empty: ReactNode;
};

export function UsersTable({
  users,
  next,
  previous,
  total,
  base,
  showRemoved,
  canRemove,
  columns,
  fields,
  bulk,
  empty,
}: Props) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  /** How many "everyone" was when it was pressed; null while users are selected one by one. */
  const [all, setAll] = useState<UserCount | null>(null);
  const [removing, setRemoving] = useState<UserItem | null>(null);
  const scope = useScope();
  const restore = useAction(restoreUserAction, { success: "User restored" });
  const href = (user: UserItem) => `${base}/users/${user.id}`;

  const isPageSelected = users.length > 0 && users.every((user) => selected.has(String(user.id)));

  function select(next: ReadonlySet<string>) {
    setAll(null);
    if (next.size <= BULK_USERS_MAX) return setSelected(next);
    toast.error(`You can select at most ${formatNumber(BULK_USERS_MAX)} users one by one`);
  }

  function clear() {
    setAll(null);
    setSelected(new Set());
  }

  const query = bulk?.query ?? null;
  const chosen = useMemo(() => {
    if (all && query) return everyone(query, all);
    return selected.size > 0 ? selectedUsers([...selected].map(Number)) : null;
  }, [all, query, selected]);
  const shown = all ? new Set(users.map(({ id }) => String(id))) : selected;

  const nameOf = distinctNames(users, userName, ({ email }) => email);

  function menu(user: UserItem) {
    return (
      <RowMenu name={nameOf(user)}>
        <DropdownMenuItem asChild>
          <Link href={href(user)}>
            <Eye aria-hidden="true" />
            Open
          </Link>
        </DropdownMenuItem>
        {canRemove && user.state === "active" ? (
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
        {canRemove && user.state === "removed" ? (
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
        defaultSort="name"
        columns={[...userColumns(columns, fields), ...(showRemoved ? [REMOVED_COLUMN] : [])]}
        rows={users}
        rowId={(user) => String(user.id)}
        rowName={nameOf}
        rowHref={href}
        rowMenu={menu}
        selection={bulk ? { selected: shown, onChange: select } : undefined}
        empty={empty}
        footer={<CursorPaging total={<UserTotal total={total} />} next={next} previous={previous} />}
      />
      {bulk ? (
        <BulkBar
          users={chosen}
          isEveryone={all !== null}
          more={
            isPageSelected && !all ? (
              <Suspense>
                <SelectEveryone total={total} selected={selected.size} onSelect={setAll} />
              </Suspense>
            ) : null
          }
          fields={fields}
          lists={bulk.lists}
          teams={bulk.teams}
          can={bulk.can}
          clear={clear}
        />
      ) : null}
      {removing ? (
        <RemoveUserDialog
          user={{ id: removing.id, name: userName(removing), syncName: removing.source?.syncName ?? null }}
          onClose={() => setRemoving(null)}
        />
      ) : null}
    </>
  );
}

type EveryoneProps = Pick<Props, "total"> & { selected: number; onSelect: (all: UserCount) => void };

/** Offered once it is known that there are more users than those who are selected. */
function SelectEveryone({ total, selected, onSelect }: EveryoneProps) {
  const all = use(total);
  if (!all || (!all.more && all.count <= selected)) return null;
  return (
    <Button variant="ghost" size="sm" onClick={() => onSelect(all)}>
      Select all {userCountLabel(all)}
    </Button>
  );
}
