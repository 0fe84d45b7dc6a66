import type { WorkspaceCtx } from "@/lib/context";
import type { SourceIdentity } from "@/lib/model/file";
import type { SeenFiles } from "@/lib/model/schedule";
import { setPatience } from "@/lib/syncs/conditions.store";
import { patienceFrom, scheduleOfRow } from "@/lib/syncs/schedule-columns";
import { isNewer, seenOf } from "@/lib/syncs/seen-files";
import { lockSync, setSync } from "@/lib/syncs/store";

type Fetched = { users: SourceIdentity; managers: SourceIdentity | null };

/**
 * A run has fetched the files of a sync. Where one of them is new, the sync waits for the next from now on and is late no
 * longer. `isAsked`: a person chose the file; one that is older than what was read last is no sign that new files come.
 */
export async function noteFiles(
  ctx: WorkspaceCtx,
  syncId: string,
  { users, managers, isAsked }: Fetched & { isAsked: boolean },
): Promise<{ isNew: boolean }> {
  const seen: SeenFiles = { users: seenOf(users), ...(managers ? { managers: seenOf(managers) } : {}) };
  return ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (!row) return { isNew: false };
    if (!isNewer(seen, row.lastFile) || (isAsked && !isLater(seen, row.lastFile))) return { isNew: false };
    await setSync(tx, ctx, syncId, { lastFile: seen, lastNewFileAt: ctx.clock() });
    if (row.paused) return { isNew: true };
    const timed = { schedule: scheduleOfRow(row), rhythm: row.rhythm };
    await setPatience(tx, ctx, syncId, patienceFrom(timed, ctx.clock()));
    return { isNew: true };
  });
}

function isLater({ users }: SeenFiles, last: SeenFiles | null): boolean {
  return (users.modifiedAt ?? "") > (last?.users.modifiedAt ?? "");
}
