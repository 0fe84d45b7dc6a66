import { exportIssues } from "@/lib/runs/exports/issues";
import { exportPlan } from "@/lib/runs/exports/plan";
import { countSkippedRows, exportSkippedRows } from "@/lib/runs/exports/skipped-rows";
import type { Cases, RouteCase } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const named = ({ runId }: World) => ({ runId });

export const verbs: Cases["verbs"] = {
  keepSkipped: { trusted: "Called by the worker alone, within a run it has claimed." },
  countSkippedRows: { outcome: "own", call: ({ ws }, victim) => countSkippedRows(ws, named(victim)) },
  exportIssues: { outcome: "not_found", call: ({ ws }, victim) => exportIssues(ws, named(victim)) },
  exportSkippedRows: { outcome: "not_found", call: ({ ws }, victim) => exportSkippedRows(ws, named(victim)) },
  exportPlan: {
    outcome: "not_found",
    call: ({ ws }, victim) => exportPlan(ws, { ...named(victim), kinds: [], search: "" }),
  },
};

function file(name: string): RouteCase {
  return {
    scope: "workspace",
    can: "run:view",
    outcome: "not_found",
    request: ({ slug, workspaceSlug }, { runId }) => ({
      url: `/${slug}/${workspaceSlug}/runs/${runId}/${name}`,
      params: { org: slug, workspace: workspaceSlug, runId },
    }),
  };
}

const FOLDER = "GET app/(workspace)/[org]/[workspace]/runs/[runId]";

export const routes: Cases["routes"] = {
  [`${FOLDER}/issues.csv/route.ts`]: file("issues.csv"),
  [`${FOLDER}/skipped-rows.csv/route.ts`]: file("skipped-rows.csv"),
  [`${FOLDER}/plan.csv/route.ts`]: file("plan.csv"),
};
