import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { getUser } from "@/lib/users/get";
import type { UserDetail } from "@/lib/users/views";

/** A user of the workspace, removed or not; null when there is none. */
export async function findUser(ctx: WorkspaceCtx, { id }: { id: number }): Promise<UserDetail | null> {
  try {
    return await getUser(ctx, { id });
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
