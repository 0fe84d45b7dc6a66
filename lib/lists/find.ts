import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { getList } from "@/lib/lists/get";
import type { ListDetail } from "@/lib/lists/views";

/** A list of the workspace; null when there is none. */
export async function findList(ctx: WorkspaceCtx, { id }: { id: number }): Promise<ListDetail | null> {
  try {
    return await getList(ctx, { id });
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
