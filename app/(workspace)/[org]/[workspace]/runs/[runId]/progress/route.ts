import { notFound } from "@/lib/errors";
import { route } from "@/lib/route";
import { runProgress } from "@/lib/runs/read";
import { isRunId } from "@/lib/runs/schema";

/** The progress of a run, polled by its page. */
export const GET = route(
  "/[org]/[workspace]/runs/[runId]/progress",
  { can: "run:view", scope: "workspace" },
  async (ctx, _request, params) => {
    const runId = String(params.runId);
    if (!isRunId(runId)) throw notFound("This run");
    const progress = await runProgress(ctx, { runId });
    return Response.json(progress, { headers: { "cache-control": "no-store" } });
  },
);
