"use client";

import { toast } from "sonner";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useScope } from "@/components/patterns/use-scope";
import type { RemoveUser } from "@/components/users/types";

/** `syncName` is the sync that owns the user; null for one added by hand. */
export type Removable = { id: number; name: string; syncName: string | null };

type Props = { user: Removable; remove: RemoveUser; onClose: () => void };

export function RemoveUserDialog({ user, remove, onClose }: Props) {
  const scope = useScope();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${user.name}?`}
      description={
        user.syncName
          ? `The sync ${user.syncName} owns this user: its next run restores them as long as the file names them. To remove someone for good, take them out of the file.`
          : "They disappear from lists and pages at once."
      }
      kept="They can be restored with everything they had for 30 days, then they are deleted for good."
      confirmLabel="Remove user"
      onConfirm={async () => {
        const result = await remove(scope, { id: user.id });
        if (result.ok) toast.success(`Removed ${user.name}`);
        return result;
      }}
    />
  );
}
