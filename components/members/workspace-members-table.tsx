"use client";

import { useState } from "react";
import type { WorkspaceMemberRow } from "@/components/members/member-row";
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
import { removeFromWorkspaceAction } from "@/lib/members/actions";
import { WORKSPACE_ROLE_LABELS } from "@/lib/members/roles";

const WorkspaceRoleDialog = deferDialog(
  async () => (await import("@/components/members/workspace-role-dialog")).WorkspaceRoleDialog,
);

const COLUMNS: DataColumn<WorkspaceMemberRow>[] = [
  { id: "name", header: "Name", cell: (member) => <Who member={member} /> },
  {
    id: "role",
    header: "Role",
    cell: ({ role }) => <Badge variant="outline">{WORKSPACE_ROLE_LABELS[role].label}</Badge>,
  },
  { id: "joined", header: "Since", cell: ({ joinedAt }) => <RelativeTime at={joinedAt} never="" /> },
];

type Props = { members: readonly WorkspaceMemberRow[]; canEdit: boolean };

/** Those with a role in this workspace, with a menu to change or end it. */
export function WorkspaceMembersTable({ members, canEdit }: Props) {
  const scope = useScope();
  const [changing, setChanging] = useState<WorkspaceMemberRow | null>(null);
  const [removing, setRemoving] = useState<WorkspaceMemberRow | null>(null);
  const removal = useAction(removeFromWorkspaceAction, {
    quiet: true,
    // Whoever left can't see this page any more.
    onDone: () => (removing?.self ? window.location.assign("/") : toast.success("Removed from workspace")),
  });
  const nameOf = distinctNames(
    members,
    ({ name }) => name,
    ({ email }) => email,
  );
  return (
    <>
      <DataTable
        caption="Workspace members"
        columns={COLUMNS}
        rows={[...members]}
        rowId={(member) => member.accountId}
        empty={
          <p className="px-4 py-8 text-center text-muted-foreground">
            No workspace members yet. Invite people who should open this workspace only.
          </p>
        }
        rowMenu={
          canEdit
            ? (member) => (
                <RowMenu name={nameOf(member)}>
                  <DropdownMenuItem onSelect={() => setChanging(member)}>Change role</DropdownMenuItem>
                  <DropdownMenuSeparator />
                  <DropdownMenuItem variant="destructive" onSelect={() => setRemoving(member)}>
                    {member.self ? "Leave workspace" : "Remove from workspace"}
                  </DropdownMenuItem>
                </RowMenu>
              )
            : undefined
        }
      />
      {changing && <WorkspaceRoleDialog member={changing} onClose={() => setChanging(null)} />}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={removing.self ? "Leave this workspace?" : `Remove ${removing.name} from this workspace?`}
          description={
            removing.self
              ? "Your role in this workspace ends immediately."
              : `The role of ${removing.email} in this workspace ends immediately.`
          }
          kept={["Everything they did here stays, and so do their entries in the audit log."]}
          confirmLabel={removing.self ? "Leave workspace" : "Remove from workspace"}
          onConfirm={() => removal.run(scope, { accountId: removing.accountId })}
        />
      )}
    </>
  );
}
