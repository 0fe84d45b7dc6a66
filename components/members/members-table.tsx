"use client";

import { useState } from "react";
import type { MemberRow } from "@/components/members/member-row";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowMenu } from "@/components/patterns/row-menu";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { removeMemberAction } from "@/lib/members/actions";
import { ROLE_LABELS } from "@/lib/members/roles";

const ChangeRoleDialog = deferDialog(
  async () => (await import("@/components/members/change-role-dialog")).ChangeRoleDialog,
);

type Props = {
  members: readonly MemberRow[];
  canEdit: boolean;
};

const COLUMNS: DataColumn<MemberRow>[] = [
  { id: "name", header: "Name", cell: (member) => <Who member={member} /> },
  {
    id: "role",
    header: "Role",
    cell: ({ role }) => <Badge variant="outline">{ROLE_LABELS[role].label}</Badge>,
  },
  { id: "joined", header: "Member since", cell: ({ joinedAt }) => <RelativeTime at={joinedAt} never="" /> },
];

/** The members with their roles; owners get a menu to change or remove them. */
export function MembersTable({ members, canEdit }: Props) {
  const scope = useScope();
  const [changing, setChanging] = useState<MemberRow | null>(null);
  const [removing, setRemoving] = useState<MemberRow | null>(null);
  const removal = useAction(removeMemberAction, {
    quiet: true,
    // A member who left can't see this page any more.
    onDone: () => (removing?.self ? window.location.assign("/") : toast.success("Member removed")),
  });

  return (
    <>
      <DataTable
        caption="Members"
        columns={COLUMNS}
        rows={[...members]}
        rowId={(member) => member.id}
        empty={null}
        rowMenu={
          canEdit
            ? (member) => (
                <RowMenu name={member.name}>
                  <DropdownMenuItem onSelect={() => setChanging(member)}>Change role</DropdownMenuItem>
                  <DropdownMenuSeparator />
                  <DropdownMenuItem variant="destructive" onSelect={() => setRemoving(member)}>
                    {member.self ? "Leave organization" : "Remove member"}
                  </DropdownMenuItem>
                </RowMenu>
              )
            : undefined
        }
      />
      {changing && <ChangeRoleDialog member={changing} onClose={() => setChanging(null)} />}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={removing.self ? "Leave this organization?" : `Remove ${removing.name}?`}
          description={
            removing.self
              ? "You lose access to this organization immediately."
              : `${removing.email} loses access to this organization immediately.`
          }
          kept={
            removing.self
              ? [
                  "Everything you set up stays, and so do your entries in the audit log.",
                  "An owner can invite you again.",
                ]
              : [
                  "Everything they set up stays, and so do their entries in the audit log.",
                  "An owner can invite them again.",
                ]
          }
          confirmLabel={removing.self ? "Leave organization" : "Remove member"}
          onConfirm={() => removal.run(scope, { memberId: removing.id })}
        />
      )}
    </>
  );
}

function Who({ member }: { member: MemberRow }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={member.name} />
      <div className="min-w-0">
        <div className="truncate font-medium">
          {member.name}
          {member.self && <span className="font-normal text-muted-foreground"> (you)</span>}
        </div>
        <div className="truncate text-muted-foreground text-sm">{member.email}</div>
      </div>
    </div>
  );
}
