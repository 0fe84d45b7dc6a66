"use client";

import { FileText, Pencil, PlugZap, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { RowMenu } from "@/components/patterns/row-menu";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { CheckDialog } from "@/components/remote-sources/check-dialog";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { RemoteSourceItem } from "@/lib/organizations/overview";
import { deleteRemoteSourceAction } from "@/lib/remote-sources/actions";

type Props = {
  source: RemoteSourceItem;
  canDelete: boolean;
};

/** The `…` menu of a Remote Source. Only for members who may edit it. */
export function SourceMenu({ source, canDelete }: Props) {
  const { org } = useScope();
  const [checking, setChecking] = useState(false);
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <RowMenu name={source.name}>
        <DropdownMenuItem onSelect={() => setChecking(true)}>
          <PlugZap aria-hidden="true" />
          Check connection
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/${org}/remote-sources/${source.id}/edit`}>
            <Pencil aria-hidden="true" />
            Edit
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/${org}/remote-sources/${source.id}/instructions`}>
            <FileText aria-hidden="true" />
            Instructions for IT
          </Link>
        </DropdownMenuItem>
        {canDelete ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem
              variant="destructive"
              disabled={source.syncs.length > 0}
              onSelect={() => setDeleting(true)}
            >
              <Trash2 aria-hidden="true" />
              <span>
                Delete
                {source.syncs.length > 0 ? (
                  <span className="block text-muted-foreground text-xs">
                    Detach it from its workspaces first
                  </span>
                ) : null}
              </span>
            </DropdownMenuItem>
          </>
        ) : null}
      </RowMenu>
      <CheckDialog source={source} open={checking} onOpenChange={setChecking} />
      {canDelete ? <DeleteDialog source={source} open={deleting} onOpenChange={setDeleting} /> : null}
    </>
  );
}

type DeleteProps = {
  source: RemoteSourceItem;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

function DeleteDialog({ source, open, onOpenChange }: DeleteProps) {
  const { org } = useScope();
  const { run } = useAction(deleteRemoteSourceAction, { success: "Remote Source deleted", quiet: true });
  const { lost, kept } = SOURCE_UI[source.kind].deleting(source.settings);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete “${source.name}”?`}
      description="No workspace uses this Remote Source. You can't undo this, but you can create it again."
      lost={lost}
      kept={kept}
      confirmLabel="Delete"
      onConfirm={() => run({ org }, { id: source.id })}
    />
  );
}
