import { csvResponse, fileNameOf } from "@/lib/csv/download";
import { notFound } from "@/lib/errors";
import { exportPerson, factRows } from "@/lib/personal-data/export";
import { route } from "@/lib/route";
import { readUserId } from "@/lib/users/ids";

/** Everything that is stored about a user, one line each. */
export const GET = route(
  "/[org]/[workspace]/users/[userId]/data.csv",
  { can: "user:export", scope: "workspace" },
  async (ctx, _request, params) => {
    const id = readUserId(String(params.userId));
    if (id === null) throw notFound("This user");
    const rows = factRows(await exportPerson(ctx, { id }));
    return csvResponse({ fileName: fileNameOf({ syncName: `user ${id}`, at: ctx.clock(), what: "data" }), rows });
  },
);
