import { notFound } from "@/lib/errors";
import { exportPerson } from "@/lib/personal-data/export";
import { route } from "@/lib/route";
import { readUserId } from "@/lib/users/ids";

/** Everything that is stored about a user, for programs. */
export const GET = route(
  "/[org]/[workspace]/users/[userId]/data.json",
  { can: "user:export", scope: "workspace" },
  async (ctx, _request, params) => {
    const id = readUserId(String(params.userId));
    if (id === null) throw notFound("This user");
    const facts = await exportPerson(ctx, { id });
    const day = ctx.clock().toISOString().slice(0, 10);
    return Response.json(
      { exportedAt: ctx.clock().toISOString(), userId: id, facts },
      { headers: { "content-disposition": `attachment; filename="rollcall-user-${id}-${day}-data.json"` } },
    );
  },
);
