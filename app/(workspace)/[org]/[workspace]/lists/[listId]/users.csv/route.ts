import { route } from "@/lib/route";
import { notFound } from "@/lib/errors";
import { csvResponse } from "@/lib/csv/download";
import { exportListMembers } from "@/lib/lists/export-members";
import { readUserId } from "@/lib/users/ids";

/** The users of a list, with the columns that an upload reads. */
export const GET = route("/[org]/[workspace]/lists/[listId]/users.csv", { can: "list:view", scope: "workspace" }, async (ctx, _request, params) => {
  const id = readUserId(String(params.listId));
  if (id === null) throw notFound("This user list");
  return csvResponse(await exportListMembers(ctx, { id }));
});
