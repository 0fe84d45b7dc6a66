import { z } from "zod";
import { readPlace, writePlace } from "@/lib/api/place";
import { apiRoute } from "@/lib/api/route";
import { pageOf, paging, syncId } from "@/lib/api/shapes/parts";
import { change, changeOf, issue, issueOf } from "@/lib/api/shapes/plan";
import { run, runOf, runSummary, runSummaryOf } from "@/lib/api/shapes/run";
import { RUN_STATES } from "@/lib/model/run-state";
import { getRun, listIssues, listRunsAfter } from "@/lib/runs/read";
import { listChanges } from "@/lib/runs/read-plan";
import { readChangeCursor } from "@/lib/runs/views/change-cursor";

const named = z.strictObject({ runId: z.uuid() });
const example = { runId: "5b3d1c6a-7a52-4c1b-9d5e-2f0b8f6a9c33" };
const about = { tag: "Runs", scope: "workspace", can: "run:view", method: "GET" } as const;
const PATH = "/workspaces/{workspace}/runs";

export const runOperations = [
  apiRoute(
    {
      ...{ ...about, id: "listRuns", path: PATH, summary: "List runs", description: "The newest first." },
      input: z.strictObject({ syncId: syncId.optional(), state: z.enum(RUN_STATES).optional(), ...paging }),
      output: pageOf(runSummary),
      example: { state: "held" },
    },
    async (ctx, { syncId = null, state, cursor, limit }) => {
      const states = state ? [state] : [];
      const after = cursor === undefined ? null : readPlace(cursor);
      const { runs, next } = await listRunsAfter(ctx, { syncId, states, after, limit });
      return { data: runs.map(runSummaryOf), next: next && writePlace(next) };
    },
  ),
  apiRoute(
    {
      ...{ ...about, id: "getRun", path: `${PATH}/{runId}`, summary: "Get a run" },
      description:
        "Its state, counts, and the hash of its plan. Ask again every few seconds while it is `queued` or `running`.",
      ...{ planHash: "given", input: named, output: run, example },
    },
    async (ctx, { runId }) => runOf(await getRun(ctx, { runId })),
  ),
  apiRoute(
    {
      ...{
        ...about,
        id: "listChanges",
        path: `${PATH}/{runId}/changes`,
        summary: "List the changes of a run",
      },
      description: "The lines of its plan by kind. What became of each is its `status`.",
      input: named.extend({
        kind: z.enum(["create", "update", "remove", "restore", "relink"]).optional(),
        status: z.enum(["planned", "waiting", "stale", "left_out", "kept"]).optional(),
        ...paging,
      }),
      output: pageOf(change),
      example: { ...example, kind: "remove" },
    },
    async (ctx, { runId, kind, status, cursor, limit }) => {
      await getRun(ctx, { runId });
      const filter = { runId, kinds: kind ? [kind] : [], search: "", status };
      const page = await listChanges(ctx, filter, readChangeCursor(cursor), limit);
      return { data: page.changes.map(changeOf), next: page.next };
    },
  ),
  apiRoute(
    {
      ...{ ...about, id: "listIssues", path: `${PATH}/{runId}/issues`, summary: "List the issues of a run" },
      description: "What is wrong with the file and its rows. Of very many, the first 10,000 are kept.",
      input: named.extend({
        severity: z.enum(["blocking", "error", "warning"]).optional(),
        code: z.string().max(100).optional(),
        ...paging,
      }),
      output: pageOf(issue),
      example: { ...example, severity: "error" },
    },
    async (ctx, { runId, severity = null, code = null, cursor, limit }) => {
      await getRun(ctx, { runId });
      const page = /^\d{1,6}$/.test(cursor ?? "") ? Math.max(1, Number(cursor)) : 1;
      const asked = { runId, severity, code, search: "", page, pageSize: limit };
      const { issues, total } = await listIssues(ctx, asked);
      return { data: issues.map(issueOf), next: page * limit < total ? String(page + 1) : null };
    },
  ),
];
