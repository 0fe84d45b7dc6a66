"use client";

import { useState } from "react";
import type { WorkspaceChoice } from "@/components/members/access-fields";
import type { MemberRow } from "@/components/members/member-row";
import { Who } from "@/components/members/who";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowMenu } from "@/components/patterns/row-menu";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Badge } from "@/components/ui/badge";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { distinctNames } from "@/lib/format/distinct-names";
import { removeMemberAction } from "@/lib/members/actions";
import { ROLE_LABELS, WORKSPACE_ROLE_LABELS } from "@/lib/members/roles";

const ChangeRoleDialog = deferDialog(
  async () => (await import("@/components/members/change-role-dialog")).ChangeRoleDialog,
);

const AccessDialog = deferDialog(
  async () => (await import("@/components/members/access-dialog")).AccessDialog,
);

type Props = {
  members: readonly MemberRow[];
  /** All of the organization, for those who may give access to them. */
  workspaces: readonly WorkspaceChoice[];
  canEdit: boolean;
};

const COLUMNS: DataColumn<MemberRow>[] = [
  { id: "name", header: "Name", cell: (member) => <Who member={member} /> },
  {
    id: "role",
    header: "Role",
    cell: ({ role }) => <Badge variant="outline">{ROLE_LABELS[role].label}</Badge>,
  },
  {
    id: "workspaces",
    header: "Workspaces",
    cell: ({ role, workspaces }) =>
      workspaces.length > 0 ? (
        <ul className="grid gap-0.5 text-sm">
          {workspaces.map((there) => (
            <li key={there.workspaceId}>
              {there.name}{" "}
              <span className="text-muted-foreground">({WORKSPACE_ROLE_LABELS[there.role].label})</span>
            </li>
          ))}
        </ul>
      ) : (
        <span className="text-muted-foreground">{role === "guest" ? "None" : "All"}</span>
      ),
  },
  { id: "joined", header: "Member since", cell: ({ joinedAt }) => <RelativeTime at={joinedAt} never="" /> },
];

/** The members with their roles; owners get a menu to change or remove them. */
export function MembersTable({ members, workspaces, canEdit }: Props) {
  const scope = useScope();
  const [changing, setChanging] = useState<MemberRow | null>(null);
  const [giving, setGiving] = useState<MemberRow | null>(null);
  const [removing, setRemoving] = useState<MemberRow | null>(null);
  const removal = useAction(removeMemberAction, {
    quiet: true,
    // A member who left can't see this page any more.
    onDone: () => (removing?.self ? window.location.assign("/") : toast.success("Member removed")),
  });

  const nameOf = distinctNames(
    members,
    ({ name }) => name,
    ({ email }) => email,
  );
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
                <RowMenu name={nameOf(member)}>
                  <DropdownMenuItem onSelect={() => setChanging(member)}>Change role</DropdownMenuItem>
                  {workspaces.length > 0 ? (
                    <DropdownMenuItem onSelect={() => setGiving(member)}>Workspace access</DropdownMenuItem>
                  ) : null}
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
      {giving && <AccessDialog member={giving} workspaces={workspaces} onClose={() => setGiving(null)} />}
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
