import { exportAuditLog } from "@/lib/audit-log/export";
import { readAuditFilter } from "@/lib/audit-log/params";
import { csvResponse } from "@/lib/csv/download";
import { route } from "@/lib/route";
import { listWorkspaceNames } from "@/lib/workspaces/read";

/** The entries that the page shows, all of them. */
export const GET = route(
  "/[org]/audit-log/entries.csv",
  { can: "audit:view", scope: "org" },
  async (ctx, request) => {
    const params = new URL(request.url).searchParams;
    const filter = readAuditFilter((name) => params.get(name) ?? "", await listWorkspaceNames(ctx));
    return csvResponse(await exportAuditLog(ctx, filter));
  },
);
