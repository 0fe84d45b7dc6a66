"use client";

import { ArrowRight, Pencil, Plug, Settings, Trash2, Upload } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { RowMenu } from "@/components/patterns/row-menu";
import { useScope } from "@/components/patterns/use-scope";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { DeleteWorkspaceDialog } from "@/components/workspaces/delete-dialog";
import type { WorkspaceItem } from "@/lib/organizations/overview";
import type { SourceMention } from "@/lib/pipeline/source/registry";

const RenameWorkspaceDialog = deferDialog(
  async () => (await import("@/components/workspaces/rename-dialog")).RenameWorkspaceDialog,
);

const RemoveSandboxDialog = deferDialog(
  async () => (await import("@/components/sandbox/remove-sandbox-dialog")).RemoveSandboxDialog,
);

const AttachDialog = deferDialog(async () => (await import("@/components/syncs/attach-dialog")).AttachDialog);

export type WorkspaceMenuParts = {
  /** The sources that can be attached; null for members who may not attach one. */
  sources: readonly SourceMention[] | null;
  canRename: boolean;
  canDelete: boolean;
};

type Props = WorkspaceMenuParts & { workspace: WorkspaceItem };

/** The `…` menu in the Actions column. */
export function WorkspaceMenu({ workspace, sources, canRename, canDelete }: Props) {
  const { org } = useScope();
  const [open, setOpen] = useState<"attach" | "rename" | "delete" | null>(null);
  const { canUpload, usersCount } = workspace;
  const base = `/${org}/${workspace.slug}`;
  const dialog = (name: typeof open) => ({
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
  });
  return (
    <>
      <RowMenu name={workspace.name}>
        {sources ? (
          <DropdownMenuItem onSelect={() => setOpen("attach")}>
            <Plug aria-hidden="true" />
            Attach Remote Source
          </DropdownMenuItem>
        ) : null}
        {canUpload ? (
          <DropdownMenuItem asChild>
            <Link href={`${base}/upload`}>
              <Upload aria-hidden="true" />
              Upload CSV
            </Link>
          </DropdownMenuItem>
        ) : null}
        {sources || canUpload ? <DropdownMenuSeparator /> : null}
        <DropdownMenuItem asChild>
          <Link href={base}>
            <ArrowRight aria-hidden="true" />
            Open
          </Link>
        </DropdownMenuItem>
        {usersCount === null ? null : (
          <DropdownMenuItem asChild>
            <Link href={`${base}/settings/integrations`}>
              <Settings aria-hidden="true" />
              Settings
            </Link>
          </DropdownMenuItem>
        )}
        {canRename ? (
          <DropdownMenuItem onSelect={() => setOpen("rename")}>
            <Pencil aria-hidden="true" />
            Rename
          </DropdownMenuItem>
        ) : null}
        {canDelete ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={() => setOpen("delete")}>
              <Trash2 aria-hidden="true" />
              {workspace.isSandbox ? "Remove sandbox" : "Delete"}
            </DropdownMenuItem>
          </>
        ) : null}
      </RowMenu>
      {sources ? <AttachDialog sources={sources} workspace={workspace} {...dialog("attach")} /> : null}
      {canRename ? <RenameWorkspaceDialog workspace={workspace} {...dialog("rename")} /> : null}
      {canDelete && workspace.isSandbox ? <RemoveSandboxDialog {...dialog("delete")} /> : null}
      {canDelete && !workspace.isSandbox ? (
        <DeleteWorkspaceDialog workspace={workspace} {...dialog("delete")} />
      ) : null}
    </>
  );
}
