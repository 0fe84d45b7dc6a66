import { csvResponse } from "@/lib/csv/download";
import { route } from "@/lib/route";
import { readPlace } from "@/lib/users/address";
import { exportUsers } from "@/lib/users/export-table";

/** Everyone whom the table of users shows at the address with these parameters; `columns=all` for every column. */
export const GET = route(
  "/[org]/[workspace]/users/users.csv",
  { can: "user:view", scope: "workspace" },
  async (ctx, request) => {
    const asked = new URL(request.url).searchParams;
    const { query, sort, columns } = readPlace((name) => asked.get(name) ?? "");
    return csvResponse(await exportUsers(ctx, query, { sort, columns: columns ?? "all" }));
  },
);
