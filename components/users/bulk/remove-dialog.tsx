"use client";

import { toast } from "sonner";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useScope } from "@/components/patterns/use-scope";
import { LeftAloneNote } from "@/components/users/bulk/left-alone-note";
import { useStanding } from "@/components/users/bulk/use-standing";
import type { BulkActions } from "@/components/users/types";
import { plural } from "@/lib/format/plural";

type Props = {
  userIds: readonly number[];
  remove: NonNullable<BulkActions["remove"]>;
  describe: BulkActions["describe"];
  onDone: () => void;
  onClose: () => void;
};

/** Removes those of the ticked users who were added by hand. */
export function RemoveUsersDialog({ userIds, remove, describe, onDone, onClose }: Props) {
  const scope = useScope();
  const standing = useStanding(describe, userIds);
  const count = standing?.byHand ?? userIds.length;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={standing?.byHand === 0 ? "None of them can be removed here" : `Remove ${plural(count, "user")}?`}
      description="They disappear from lists, pages and teams at once."
      kept="They can be restored with everything they had for 30 days, then they are deleted for good."
      confirmLabel={`Remove ${plural(count, "user")}`}
      onConfirm={async () => {
        const result = await remove(scope, { userIds: [...userIds] });
        if (result.ok) {
          toast.success(`Removed ${plural(result.data.removed, "user")}`);
          onDone();
        }
        return result;
      }}
    >
      {standing ? (
        <LeftAloneNote
          owners={standing.owned}
          total={standing.total}
          why="Its next run would restore them. To remove someone for good, take them out of the file."
        />
      ) : null}
    </ConfirmDialog>
  );
}
