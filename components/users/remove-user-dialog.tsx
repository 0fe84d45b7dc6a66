"use client";

import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { removeUserAction } from "@/lib/users/actions";

/** `syncName` is the sync that owns the user; null for a user added manually. */
export type Removable = { id: number; name: string; syncName: string | null };

type Props = { user: Removable; onClose: () => void };

export function RemoveUserDialog({ user, onClose }: Props) {
  const scope = useScope();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${user.name}?`}
      description={
        user.syncName
          ? `This user belongs to the sync ${user.syncName}. If its file still lists them, the next run restores them. To remove them permanently, remove them from the file.`
          : "They disappear from lists, pages and teams immediately."
      }
      kept="You can restore them with all their data for 30 days. After that they are permanently deleted."
      confirmLabel="Remove user"
      onConfirm={async () => {
        const result = await removeUserAction(scope, { id: user.id });
        if (result.ok) toast.success(`Removed ${user.name}`);
        return result;
      }}
    />
  );
}
