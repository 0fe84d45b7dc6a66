import { randomUUID } from "node:crypto";
import { bulkEdits, bulkEditUsers, savedViews } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { accountOf } from "@/lib/model/actor";

/** `bulkEditId`: of the user, by the owner; it has ended, and can be undone. */
export type PeopleThings = { bulkEditId: string; savedViewId: number };

/** A bulk edit that has put the user on the list, and a shared view of the table. */
export async function mintPeopleThings(
  ws: WorkspaceCtx,
  { mark, userId, listId }: { mark: string; userId: number; listId: number },
): Promise<PeopleThings> {
  const place = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  const [bulkEditId, at] = [randomUUID(), new Date()];
  return ws.db.run(async (tx) => {
    await tx.insert(bulkEdits).values({
      ...{
        ...place,
        id: bulkEditId,
        task: { kind: "list", what: "add", listId },
        label: mark,
        state: "done",
      },
      ...{
        requestedBy: accountOf(ws.actor) ?? "",
        requestedByLabel: mark,
        total: 1,
        changed: 1,
        finishedAt: at,
      },
    });
    const before = { kind: "joined" as const, at: at.toISOString() };
    await tx.insert(bulkEditUsers).values({ ...place, bulkEditId, userId, state: "changed", before });
    const view = { ...place, name: mark, createdBy: mark, place: { q: mark } };
    const [made] = await tx.insert(savedViews).values(view).returning({ id: savedViews.id });
    return { bulkEditId, savedViewId: made?.id ?? 0 };
  });
}
