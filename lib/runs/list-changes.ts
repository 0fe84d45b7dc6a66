import type { WorkspaceCtx } from "@/lib/context";
import { type ChangeCursor, writeChangeCursor } from "@/lib/runs/views/change-cursor";
import { type ChangeFilter, selectChanges } from "@/lib/runs/views/changes.store";
import type { ChangeItem, ChangePage } from "@/lib/runs/views/types";

const CHANGES_PAGE_SIZE = 50;

/** One page of a run's plan by kind, then in the order it was made; an unknown run has none. */
export async function listChanges(
  ctx: WorkspaceCtx,
  filter: ChangeFilter,
  cursor: ChangeCursor | null,
): Promise<ChangePage> {
  const limit = CHANGES_PAGE_SIZE + 1;
  const found = [...(await ctx.db.run((tx) => selectChanges(tx, ctx, filter, { cursor, limit })))];
  const backwards = cursor?.side === "before";
  const more = found.length > CHANGES_PAGE_SIZE;
  const changes = !more ? found : backwards ? found.slice(1) : found.slice(0, CHANGES_PAGE_SIZE);
  return {
    changes,
    next: backwards || more ? at("after", changes.at(-1)) : null,
    previous: (backwards ? more : cursor !== null) ? at("before", changes[0]) : null,
  };
}

function at(side: ChangeCursor["side"], change: ChangeItem | undefined): string | null {
  return change ? writeChangeCursor({ side, kind: change.kind, id: change.id }) : null;
}
