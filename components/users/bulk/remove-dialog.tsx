"use client";

import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { SkippedNote } from "@/components/users/bulk/skipped-note";
import { useBulkStatus } from "@/components/users/bulk/use-bulk-status";
import { plural } from "@/lib/format/plural";
import { removeUsersAction } from "@/lib/users/actions";

type Props = {
  userIds: readonly number[];
  onDone: () => void;
  onClose: () => void;
};

/** Removes the selected users who were added manually. */
export function RemoveUsersDialog({ userIds, onDone, onClose }: Props) {
  const scope = useScope();
  const status = useBulkStatus(userIds);
  const count = status?.manual ?? userIds.length;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        status?.manual === 0 ? "None of these users can be removed here" : `Remove ${plural(count, "user")}?`
      }
      description="They disappear from lists, pages and teams immediately."
      kept="You can restore them with all their data for 30 days. After that they are permanently deleted."
      confirmLabel={`Remove ${plural(count, "user")}`}
      onConfirm={async () => {
        const result = await removeUsersAction(scope, { userIds: [...userIds] });
        if (result.ok) {
          toast.success(`Removed ${plural(result.data.removed, "user")}`);
          onDone();
        }
        return result;
      }}
    >
      {status ? (
        <SkippedNote
          owners={status.owned}
          total={status.total}
          why="The next run would restore them. To remove them permanently, remove them from the file."
        />
      ) : null}
    </ConfirmDialog>
  );
}
