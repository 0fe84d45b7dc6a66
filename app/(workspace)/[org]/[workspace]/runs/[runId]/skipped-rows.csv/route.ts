import { route } from "@/lib/route";
import { notFound } from "@/lib/errors";
import { csvResponse } from "@/lib/csv/download";
import { exportSkippedRows } from "@/lib/runs/exports/skipped-rows";
import { isRunId } from "@/lib/runs/schema";

/** The rows of a run's file that were skipped, to be corrected and uploaded again. */
export const GET = route("/[org]/[workspace]/runs/[runId]/skipped-rows.csv", { can: "run:view", scope: "workspace" }, async (ctx, _request, params) => {
  const runId = String(params.runId);
  if (!isRunId(runId)) throw notFound("This run");
  return csvResponse(await exportSkippedRows(ctx, { runId }));
});
