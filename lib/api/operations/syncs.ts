import { z } from "zod";
import { apiRoute } from "@/lib/api/route";
import { syncId } from "@/lib/api/shapes/parts";
import { run, runOf } from "@/lib/api/shapes/run";
import { sync, syncOf } from "@/lib/api/shapes/sync";
import { getRun } from "@/lib/runs/read";
import { previewSync, syncNow } from "@/lib/runs/sync-now";
import { getSync, listSyncs } from "@/lib/syncs/read";
import { setSyncPaused } from "@/lib/syncs/set-paused";

const named = z.strictObject({ syncId });
const example = { syncId: "66f1c0ffee0123456789abcd" };
const about = { tag: "Syncs", scope: "workspace" } as const;
const PATH = "/workspaces/{workspace}/syncs";

export const syncOperations = [
  apiRoute(
    {
      ...about,
      ...{ id: "listSyncs", method: "GET", path: PATH, can: "sync:view", summary: "List syncs" },
      input: z.strictObject({}),
      output: z.strictObject({ data: z.array(sync) }),
      example: {},
    },
    async (ctx) => ({ data: (await listSyncs(ctx)).map(syncOf) }),
  ),
  apiRoute(
    {
      ...about,
      ...{ id: "getSync", method: "GET", path: `${PATH}/{syncId}`, can: "sync:view" },
      ...{ summary: "Get a sync", input: named, output: sync, example },
    },
    async (ctx, { syncId }) => syncOf(await getSync(ctx, syncId)),
  ),
  apiRoute(
    {
      ...about,
      ...{ id: "startRun", method: "POST", path: `${PATH}/{syncId}/runs`, can: "run:start" },
      summary: "Start a run or a preview of a sync",
      description:
        "Reads the file of the Remote Source now. A run that is queued already is not queued twice: it is the answer then, with `isMerged`.",
      input: named.extend({
        preview: z.boolean().default(false).describe("Stop after the plan, which is then pending approval"),
      }),
      output: run.extend({ isMerged: z.boolean() }).meta({ id: "StartedRun" }),
      example: { ...example, preview: true },
    },
    async (ctx, { syncId, preview }, { id }) => {
      const { runId, merged } = await (preview ? previewSync : syncNow)(ctx, syncId, id);
      return { ...runOf(await getRun(ctx, { runId })), isMerged: merged };
    },
  ),
  ...(["pause", "resume"] as const).map((verb) =>
    apiRoute(
      {
        ...about,
        ...{ id: `${verb}Sync`, method: "POST", path: `${PATH}/{syncId}/${verb}`, can: "sync:update" },
        status: 200,
        summary: verb === "pause" ? "Pause the schedule of a sync" : "Resume the schedule of a sync",
        ...{ input: named, output: sync, example },
      },
      async (ctx, { syncId }) => {
        await setSyncPaused(ctx, { syncId, paused: verb === "pause" });
        return syncOf(await getSync(ctx, syncId));
      },
    ),
  ),
];
