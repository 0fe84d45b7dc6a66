import { route } from "@/lib/route";
import { notFound } from "@/lib/errors";
import { csvResponse } from "@/lib/csv/download";
import { exportIssues } from "@/lib/runs/exports/issues";
import { isRunId } from "@/lib/runs/schema";

/** All issues of a run, one per line. */
export const GET = route("/[org]/[workspace]/runs/[runId]/issues.csv", { can: "run:view", scope: "workspace" }, async (ctx, _request, params) => {
  const runId = String(params.runId);
  if (!isRunId(runId)) throw notFound("This run");
  return csvResponse(await exportIssues(ctx, { runId }));
});
