"use client";

import { Download, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { RowMenu } from "@/components/patterns/row-menu";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { deleteListAction } from "@/lib/lists/actions";
import type { ListDetail } from "@/lib/lists/views";

type Props = {
  list: Pick<ListDetail, "id" | "name" | "kind">;
  /** The address of the page with all lists. */
  base: string;
  canEdit: boolean;
  canDelete: boolean;
};

/** The actions of a list: download, edit, delete. */
export function ListActions({ list, base, canEdit, canDelete }: Props) {
  const router = useRouter();
  const scope = useScope();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Button variant="outline" asChild>
        <a href={`${base}/${list.id}/users.csv`} download>
          <Download aria-hidden="true" />
          Download CSV
        </a>
      </Button>
      {canEdit ? (
        <Button variant="outline" asChild>
          <Link href={`${base}/${list.id}/edit`}>
            <Pencil aria-hidden="true" />
            {list.kind === "dynamic" ? "Edit rule" : "Edit"}
          </Link>
        </Button>
      ) : null}
      {canDelete ? (
        <RowMenu name={list.name}>
          <DropdownMenuItem variant="destructive" onSelect={() => setDeleting(true)}>
            <Trash2 aria-hidden="true" />
            Delete list
          </DropdownMenuItem>
        </RowMenu>
      ) : null}
      {canDelete ? (
        <ConfirmDialog
          open={deleting}
          onOpenChange={setDeleting}
          title={`Delete “${list.name}”?`}
          description="You can't undo this."
          lost={[list.kind === "dynamic" ? "The list and its rule" : "The list and its choice of users"]}
          kept="The users themselves don't change."
          confirmLabel="Delete list"
          onConfirm={async () => {
            const result = await deleteListAction(scope, { id: list.id });
            if (result.ok) router.push(base);
            return result;
          }}
        />
      ) : null}
    </>
  );
}
