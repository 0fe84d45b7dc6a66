"use client";

import { UserMinus } from "lucide-react";
import type { ReactNode } from "react";
import { Reasons } from "@/components/lists/reasons";
import { SinceLine } from "@/components/lists/since-line";
import { CursorPaging } from "@/components/patterns/cursor-paging";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { RowMenu } from "@/components/patterns/row-menu";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { distinctNames } from "@/lib/format/distinct-names";
import { fullName } from "@/lib/format/person";
import { removeListUsersAction } from "@/lib/lists/actions";
import type { ListMember, MemberPage } from "@/lib/lists/views";

type Props = MemberPage & {
  listId: number;
  isDynamic: boolean;
  total: ReactNode;
  base: string;
  empty: ReactNode;
  /** Never for a rule-based list: its rule decides who is in it. */
  canRemove: boolean;
};

const nameOf = ({ firstName, lastName, email }: ListMember) => fullName(firstName, lastName) || email;

/** Who is in a list, why, and since when. */
export function MembersTable({
  listId,
  isDynamic,
  members,
  next,
  previous,
  total,
  base,
  empty,
  canRemove,
}: Props) {
  const distinct = distinctNames(members, nameOf, ({ email }) => email);
  return (
    <DataTable
      columns={columnsFor(isDynamic, base)}
      rows={members}
      rowId={({ id }) => String(id)}
      rowHref={({ id }) => `${base}/users/${id}`}
      rowMenu={
        canRemove
          ? (member) => <MemberMenu listId={listId} member={member} label={distinct(member)} />
          : undefined
      }
      caption="Users in the list"
      empty={empty}
      footer={<CursorPaging total={total} next={next} previous={previous} />}
    />
  );
}

type MenuProps = { listId: number; member: ListMember; label: string };

function MemberMenu({ listId, member, label }: MenuProps) {
  const scope = useScope();
  const name = nameOf(member);
  const { run } = useAction(removeListUsersAction, { success: `${name} removed from the list` });
  return (
    <RowMenu name={label}>
      <DropdownMenuItem onSelect={() => void run(scope, { id: listId, userIds: [member.id] })}>
        <UserMinus aria-hidden="true" />
        Remove from list
      </DropdownMenuItem>
    </RowMenu>
  );
}

function columnsFor(isDynamic: boolean, base: string): readonly DataColumn<ListMember>[] {
  return [
    { id: "name", header: "Name", cell: nameOf, className: "md:max-w-56 md:truncate" },
    {
      id: "email",
      header: "E-mail",
      cell: ({ email }) => <span className="break-all text-muted-foreground">{email}</span>,
      hideLabelOnPhone: true,
    },
    ...(isDynamic
      ? [
          {
            id: "why",
            header: "Why",
            cell: (member: ListMember) => <Reasons membership={member} />,
            className: "md:max-w-80",
            hideLabelOnPhone: true,
          },
        ]
      : []),
    {
      id: "since",
      header: "Added",
      cell: ({ since }) => (
        <span className="text-sm">
          <SinceLine since={since} base={base} />
        </span>
      ),
      hideLabelOnPhone: true,
    },
  ];
}
