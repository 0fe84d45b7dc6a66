"use client";

import { ArrowRight, Pencil, Plug, Settings, Trash2, Upload } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { RowMenu } from "@/components/patterns/row-menu";
import { useScope } from "@/components/patterns/use-scope";
import type { AttachParts } from "@/components/syncs/attach-dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { DeleteWorkspaceDialog } from "@/components/workspaces/delete-dialog";
import type { DeleteWorkspace, RenameWorkspace } from "@/components/workspaces/types";
import type { WorkspaceItem } from "@/lib/organizations/overview";

const RenameWorkspaceDialog = deferDialog(
  async () => (await import("@/components/workspaces/rename-dialog")).RenameWorkspaceDialog,
);

const AttachDialog = deferDialog(async () => (await import("@/components/syncs/attach-dialog")).AttachDialog);

export type WorkspaceMenuParts = {
  /** Null for an action that this member may not do. */
  attach: AttachParts | null;
  rename: RenameWorkspace | null;
  remove: DeleteWorkspace | null;
  mayUpload: boolean;
};

type Props = WorkspaceMenuParts & { workspace: WorkspaceItem };

/** The `…` menu in the Actions column. */
export function WorkspaceMenu({ workspace, attach, rename, remove, mayUpload }: Props) {
  const { org } = useScope();
  const [open, setOpen] = useState<"attach" | "rename" | "delete" | null>(null);
  const base = `/${org}/${workspace.slug}`;
  const dialog = (name: typeof open) => ({
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
  });
  return (
    <>
      <RowMenu name={workspace.name}>
        {attach ? (
          <DropdownMenuItem onSelect={() => setOpen("attach")}>
            <Plug aria-hidden="true" />
            Attach Remote Source
          </DropdownMenuItem>
        ) : null}
        {mayUpload ? (
          <DropdownMenuItem asChild>
            <Link href={`${base}/upload`}>
              <Upload aria-hidden="true" />
              Upload CSV
            </Link>
          </DropdownMenuItem>
        ) : null}
        {attach || mayUpload ? <DropdownMenuSeparator /> : null}
        <DropdownMenuItem asChild>
          <Link href={`${base}/users`}>
            <ArrowRight aria-hidden="true" />
            Open
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`${base}/settings/integrations`}>
            <Settings aria-hidden="true" />
            Settings
          </Link>
        </DropdownMenuItem>
        {rename ? (
          <DropdownMenuItem onSelect={() => setOpen("rename")}>
            <Pencil aria-hidden="true" />
            Rename
          </DropdownMenuItem>
        ) : null}
        {remove ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={() => setOpen("delete")}>
              <Trash2 aria-hidden="true" />
              Delete
            </DropdownMenuItem>
          </>
        ) : null}
      </RowMenu>
      {attach ? <AttachDialog {...attach} workspace={workspace} {...dialog("attach")} /> : null}
      {rename ? <RenameWorkspaceDialog rename={rename} workspace={workspace} {...dialog("rename")} /> : null}
      {remove ? <DeleteWorkspaceDialog remove={remove} workspace={workspace} {...dialog("delete")} /> : null}
    </>
  );
}
