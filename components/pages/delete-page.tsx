"use client";

import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { deletePageAction } from "@/lib/pages/actions";

type Props = { page: { id: number; title: string }; onClose: () => void };

/** Says what is lost before a page is deleted. */
export function DeletePage({ page, onClose }: Props) {
  const scope = useScope();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the page “${page.title}”?`}
      description="You can't undo this. Links to the page stop working."
      lost={["The page and its text"]}
      kept="The user lists that open it, and the users in them."
      confirmLabel="Delete page"
      onConfirm={async () => {
        const result = await deletePageAction(scope, { id: page.id });
        if (result.ok) toast.success(`Deleted “${page.title}”`);
        return result;
      }}
    />
  );
}
