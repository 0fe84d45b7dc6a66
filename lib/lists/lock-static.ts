import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { type ListRow, lockList } from "@/lib/lists/store";

/** A static list, locked until the transaction ends. Throws `not_found`, `conflict` for a dynamic one. */
export async function lockStatic(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<ListRow> {
  const list = await lockList(tx, ctx, id);
  if (!list) throw notFound("This user list");
  if (list.kind === "static") return list;
  throw new AppError("conflict", `Who is in "${list.name}" is decided by its rule.`, {
    remedy: "Change the rule, or the users that it asks about.",
  });
}
