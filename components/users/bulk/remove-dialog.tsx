"use client";

import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useScope } from "@/components/patterns/use-scope";
import { sayOutcome } from "@/components/users/bulk/say-started";
import { SkippedNote } from "@/components/users/bulk/skipped-note";
import { useBulkStatus } from "@/components/users/bulk/use-bulk-status";
import type { BulkUsers } from "@/components/users/bulk/who";
import { removeManyAction } from "@/lib/bulk-edits/actions";
import { plural } from "@/lib/format/plural";

type Props = {
  users: BulkUsers;
  onDone: () => void;
  onClose: () => void;
};

/** Removes those of the users who were added manually. */
export function RemoveUsersDialog({ users, onDone, onClose }: Props) {
  const scope = useScope();
  const status = useBulkStatus(users);
  const label = status ? plural(status.manual, "user") : users.label;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={status?.manual === 0 ? "None of these users can be removed here" : `Remove ${label}?`}
      description="They disappear from lists, pages and teams immediately."
      kept="You can restore them with all their data for 30 days. After that they are permanently deleted."
      confirmLabel={`Remove ${label}`}
      onConfirm={async () => {
        const result = await removeManyAction(scope, { who: users.who });
        if (result.ok) {
          sayOutcome(result.data);
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
