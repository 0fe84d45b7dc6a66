import { z } from "zod";
import { readIfMatch } from "@/lib/api/if-match";
import { apiRoute } from "@/lib/api/route";
import { run, runOf } from "@/lib/api/shapes/run";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { cancelRun } from "@/lib/runs/finish-run";
import { getRun } from "@/lib/runs/read";
import { undoRun } from "@/lib/runs/undo-run";
import type { RunDetail } from "@/lib/runs/views/types";

const named = z.strictObject({ runId: z.uuid() });
const example = { runId: "5b3d1c6a-7a52-4c1b-9d5e-2f0b8f6a9c33" };
const about = { tag: "Decisions", scope: "workspace", method: "POST", output: run } as const;
const PATH = "/workspaces/{workspace}/runs/{runId}";

const WHAT = { all: "all", creates_and_updates: "creates_and_updates", selected: "ticked" } as const;

export const decisionOperations = [
  apiRoute(
    {
      ...{ ...about, id: "approveRun", path: `${PATH}/approve`, can: "run:decide", planHash: "required" },
      summary: "Approve a plan",
      description:
        'Applies exactly the plan that you have seen: `If-Match: "<plan hash>"` has to be its hash. Any other plan is refused with 412, and nothing changes.',
      input: named.extend({
        what: z
          .enum(["all", "creates_and_updates", "selected"])
          .default("all")
          .describe("All of it, all but removals, or the changes in `changeIds`"),
        changeIds: z.array(z.number().int().positive()).min(1).max(10_000).optional(),
      }),
      example: { ...example, what: "all" },
    },
    async (ctx, { runId, what, changeIds }, { request, isRepeat, since }) => {
      const planHash = readIfMatch(request.headers);
      const before = await getRun(ctx, { runId });
      if (!(isRepeat && wasDecided(before, WHAT[what], since))) {
        const seen = { runId, planHash };
        if (what !== "selected") await approveRun(ctx, { ...seen, what });
        else await approveRun(ctx, { ...seen, what: "ticked", changeIds: requireIds(changeIds) });
      }
      return answer(ctx, runId);
    },
  ),
  apiRoute(
    {
      ...{ ...about, id: "discardRun", path: `${PATH}/discard`, can: "run:decide", status: 200 },
      summary: "Discard a plan",
      description: "What a guard let through before the plan was held stays applied.",
      ...{ input: named, example },
    },
    async (ctx, { runId }, { isRepeat, since }) => {
      const before = await getRun(ctx, { runId });
      if (!(isRepeat && wasDecided(before, "discard", since))) await discardRun(ctx, { runId });
      return answer(ctx, runId);
    },
  ),
  apiRoute(
    {
      ...{ ...about, id: "cancelRun", path: `${PATH}/cancel`, can: "run:cancel", status: 200 },
      summary: "Cancel a run",
      description: "Stops a run that is queued or running. Nothing of it is applied.",
      ...{ input: named, example },
    },
    async (ctx, { runId }, { isRepeat, since }) => {
      const { state, finishedAt } = await getRun(ctx, { runId });
      const isDone = isRepeat && state === "cancelled" && finishedAt !== null && finishedAt >= since;
      if (!isDone) await cancelRun(ctx, { runId });
      return answer(ctx, runId);
    },
  ),
  apiRoute(
    {
      ...{ ...about, id: "undoRun", path: `${PATH}/undo`, can: "run:undo" },
      summary: "Undo a run",
      description:
        "Plans what undoing would change. The answer is that run: once it is `held`, approve it by its own hash.",
      ...{ input: named, example },
    },
    async (ctx, { runId }, { id }) => answer(ctx, (await undoRun(ctx, { runId, undoRunId: id })).runId),
  ),
];

async function answer(ctx: WorkspaceCtx, runId: string): Promise<z.input<typeof run>> {
  return runOf(await getRun(ctx, { runId }));
}

/** Whether this was decided since the request was sent first: by the request itself, or by someone in the same way. */
function wasDecided({ decision, decidedAt }: RunDetail, what: string, since: Date): boolean {
  return decision === what && decidedAt !== null && decidedAt >= since;
}

function requireIds(changeIds: number[] | undefined): number[] {
  if (changeIds) return changeIds;
  throw new AppError("invalid_input", "Some of the values are not valid.", {
    fieldErrors: { changeIds: "Name the changes to apply." },
  });
}
