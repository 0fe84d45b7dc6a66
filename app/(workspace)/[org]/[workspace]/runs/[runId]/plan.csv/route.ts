import { kindsOf, statusOf } from "@/components/runs/change-kinds";
import { route } from "@/lib/route";
import { notFound } from "@/lib/errors";
import { csvResponse } from "@/lib/csv/download";
import { exportPlan } from "@/lib/runs/exports/plan";
import { isRunId } from "@/lib/runs/schema";

/** The plan of a run, filtered as on its page (`?kind=…&status=…&q=…`). */
export const GET = route("/[org]/[workspace]/runs/[runId]/plan.csv", { can: "run:view", scope: "workspace" }, async (ctx, request, params) => {
  const runId = String(params.runId);
  if (!isRunId(runId)) throw notFound("This run");
  const asked = new URL(request.url).searchParams;
  const kinds = kindsOf(asked.get("kind") ?? "");
  const search = (asked.get("q") ?? "").trim().slice(0, 200);
  return csvResponse(await exportPlan(ctx, { runId, kinds, search, ...statusOf(asked.get("status") ?? "") }));
});
