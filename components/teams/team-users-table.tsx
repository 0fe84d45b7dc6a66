"use client";

import { Crown, Eye, UserMinus, UserRoundCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CursorPaging } from "@/components/patterns/cursor-paging";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { RowMenu } from "@/components/patterns/row-menu";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { OriginBadges } from "@/components/teams/origin-badges";
import { Badge } from "@/components/ui/badge";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { distinctNames } from "@/lib/format/distinct-names";
import { fullName } from "@/lib/format/person";
import { addUsersToTeamAction, removeUsersFromTeamAction } from "@/lib/users/actions";
import type { TeamUser } from "@/lib/users/views";

type Role = "member" | "manager";

type Props = {
  teamId: number;
  role: Role;
  users: readonly TeamUser[];
  total: string;
  next: string | null;
  previous: string | null;
  base: string;
  canEdit: boolean;
  empty: ReactNode;
};

const nameOf = (user: TeamUser) => fullName(user.firstName, user.lastName) || user.email;

/** The members or managers of a team, and how they were added. */
export function TeamUsersTable({ teamId, role, users, total, next, previous, base, canEdit, empty }: Props) {
  const distinct = distinctNames(users, nameOf, ({ email }) => email);
  return (
    <DataTable
      caption={role === "member" ? "Members" : "Managers"}
      columns={columnsFor(role)}
      rows={users}
      rowId={(user) => String(user.id)}
      rowName={distinct}
      rowHref={(user) => `${base}/users/${user.id}`}
      rowMenu={
        canEdit
          ? (user) => <Menu user={user} label={distinct(user)} teamId={teamId} base={base} />
          : undefined
      }
      empty={empty}
      footer={<CursorPaging total={total} next={next} previous={previous} />}
    />
  );
}

type MenuProps = {
  user: TeamUser;
  /** The name for its control. */
  label: string;
  teamId: number;
  base: string;
};

function Menu({ user, label, teamId, base }: MenuProps) {
  const scope = useScope();
  const name = nameOf(user);
  const add = useAction(addUsersToTeamAction);
  const remove = useAction(removeUsersFromTeamAction);
  const input = (role: Role) => ({ teamId, role, userIds: [user.id] });

  async function save(result: Promise<{ ok: boolean }>, done: string) {
    if ((await result).ok) toast.success(`${name} ${done}`);
  }

  const { member, manager } = user;
  return (
    <RowMenu name={label}>
      <DropdownMenuItem asChild>
        <Link href={`${base}/users/${user.id}`}>
          <Eye aria-hidden="true" />
          Open
        </Link>
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      {manager?.byHand ? (
        <DropdownMenuItem
          onSelect={() =>
            void save(
              remove.run(scope, input("manager")),
              manager.byFile ? "unpinned as manager" : "removed as manager",
            )
          }
        >
          <UserMinus aria-hidden="true" />
          {manager.byFile ? "Unpin as manager" : "Remove as manager"}
        </DropdownMenuItem>
      ) : (
        <DropdownMenuItem
          onSelect={() =>
            void save(add.run(scope, input("manager")), manager ? "pinned as manager" : "added as manager")
          }
        >
          <Crown aria-hidden="true" />
          {manager ? "Pin as manager" : "Add as manager"}
        </DropdownMenuItem>
      )}
      {member?.byHand ? (
        <DropdownMenuItem
          onSelect={() =>
            void save(
              remove.run(scope, input("member")),
              member.byFile ? "unpinned from the team" : "removed from the team",
            )
          }
        >
          <UserMinus aria-hidden="true" />
          {member.byFile ? "Unpin from the team" : "Remove from the team"}
        </DropdownMenuItem>
      ) : (
        <DropdownMenuItem
          onSelect={() =>
            void save(add.run(scope, input("member")), member ? "pinned to the team" : "added as member")
          }
        >
          <UserRoundCheck aria-hidden="true" />
          {member ? "Pin to the team" : "Add as member"}
        </DropdownMenuItem>
      )}
    </RowMenu>
  );
}

function columnsFor(role: Role): readonly DataColumn<TeamUser>[] {
  const other = role === "member" ? "manager" : "member";
  return [
    { id: "name", header: "Name", cell: nameOf, className: "md:max-w-64 md:truncate" },
    {
      id: "email",
      header: "E-mail",
      cell: (user) => <span className="break-all text-muted-foreground">{user.email}</span>,
      hideLabelOnPhone: true,
    },
    {
      id: "origin",
      header: "Added",
      cell: (user) => {
        const part = user[role];
        return part ? <OriginBadges part={part} syncName={user.source?.syncName ?? null} /> : null;
      },
    },
    {
      id: "other",
      header: "Other role",
      cell: (user) =>
        user[other] ? (
          <Badge variant="accent">
            {other === "manager" ? <Crown aria-hidden="true" /> : null}
            {other === "manager" ? "Manager" : "Member"}
          </Badge>
        ) : (
          <span className="text-faint">—</span>
        ),
    },
  ];
}
