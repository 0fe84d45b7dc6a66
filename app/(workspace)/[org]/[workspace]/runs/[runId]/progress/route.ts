import { notFound } from "@/lib/errors";
import { route } from "@/lib/route";
import { runProgress } from "@/lib/runs/run-progress";
import { isRunId } from "@/lib/runs/schema";

/** How far a run is, for the page that watches it. */
export const GET = route({ can: "run:view", scope: "workspace" }, async (ctx, _request, params) => {
  const runId = String(params.runId);
  if (!isRunId(runId)) throw notFound("This run");
  const progress = await runProgress(ctx, { runId });
  return Response.json(progress, { headers: { "cache-control": "no-store" } });
});
