import { compareWithNewer } from "@/lib/runs/compare-plans";
import { approveRun, chooseSame, discardRun } from "@/lib/runs/decide-run";
import { cancelRun } from "@/lib/runs/finish-run";
import {
  findLatestRun,
  findRun,
  getRun,
  groupIssues,
  listIssues,
  listPending,
  listRunMonths,
  listRuns,
  listRunsAfter,
  runProgress,
} from "@/lib/runs/read";
import {
  countPlan,
  listChanges,
  listNeeds,
  listRunFields,
  listStaleReasons,
  tallyMatches,
  tallyPlan,
} from "@/lib/runs/read-plan";
import { listColumnProblems, repairColumns } from "@/lib/runs/repairs/columns";
import { getRepairable, isRepairable } from "@/lib/runs/repairs/repairable";
import { listTakeable, takeOverUsers } from "@/lib/runs/repairs/take-over";
import { repairValues } from "@/lib/runs/repairs/values";
import { requestRun } from "@/lib/runs/request-run";
import { undoRun } from "@/lib/runs/undo-run";
import { listUnknownValues } from "@/lib/runs/unknown-values/list";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const named = ({ runId }: World) => ({ runId });
const repaired = (victim: World) => ({ ...named(victim), repairs: [{ header: "Mobile", column: null }] });
const spelled = (victim: World) => ({
  ...named(victim),
  ...{ kind: "options" as const, column: "Unit", add: ["Sales"], means: [], runs: true },
});
const taken = (victim: World) => ({ ...named(victim), userIds: null });
const plan = ({ runId }: World) => ({ runId, kinds: [], search: "" });
const WORKER = { trusted: "Called by the worker alone, within a run it has claimed." };

export const verbs: Cases["verbs"] = {
  compareWithNewer: { outcome: "not_found", call: ({ ws }, { runId }) => compareWithNewer(ws, { runId }) },
  approveRun: {
    outcome: "not_found",
    call: ({ ws }, victim) => approveRun(ws, { ...named(victim), what: "all" }),
  },
  chooseSame: {
    outcome: "not_found",
    call: ({ ws }, victim) => chooseSame(ws, { ...named(victim), isSame: true, on: "address" }),
  },
  listRunMonths: { outcome: "own", call: ({ ws }, { syncId }) => listRunMonths(ws, syncId) },
  tallyMatches: { outcome: "own", call: ({ ws }, victim) => tallyMatches(ws, named(victim)) },
  undoRun: { outcome: "not_found", call: ({ ws }, victim) => undoRun(ws, named(victim)) },
  discardRun: { outcome: "not_found", call: ({ ws }, victim) => discardRun(ws, named(victim)) },
  cancelRun: { outcome: "not_found", call: ({ ws }, victim) => cancelRun(ws, named(victim)) },
  findRun: { outcome: "own", call: ({ ws }, victim) => findRun(ws, named(victim)) },
  getRun: { outcome: "not_found", call: ({ ws }, victim) => getRun(ws, named(victim)) },
  runProgress: { outcome: "not_found", call: ({ ws }, victim) => runProgress(ws, named(victim)) },
  requestRun: {
    outcome: "not_found",
    call: ({ ws }, { syncId }) => requestRun(ws, { syncId, trigger: "manual" }),
  },
  findLatestRun: { outcome: "own", call: ({ ws }, { syncId }) => findLatestRun(ws, { syncId }) },
  listRuns: {
    outcome: "own",
    call: ({ ws }, { syncId }) => listRuns(ws, { states: [], syncId, page: 1, pageSize: 50 }),
  },
  listRunsAfter: {
    outcome: "own",
    call: ({ ws }, { syncId }) => listRunsAfter(ws, { states: [], syncId, after: null, limit: 50 }),
  },
  listChanges: { outcome: "own", call: ({ ws }, victim) => listChanges(ws, plan(victim), null) },
  countPlan: { outcome: "own", call: ({ ws }, victim) => countPlan(ws, plan(victim)) },
  listNeeds: {
    outcome: "own",
    call: ({ ws }, victim) => listNeeds(ws, { ...named(victim), changeIds: [1], undecided: ["planned"] }),
  },
  listStaleReasons: {
    outcome: "own",
    call: ({ ws }, victim) => listStaleReasons(ws, { ...named(victim), userIds: [1] }),
  },
  listPending: { outcome: "own", call: ({ ws }) => listPending(ws) },
  tallyPlan: { outcome: "own", call: ({ ws }, victim) => tallyPlan(ws, named(victim)) },
  listIssues: {
    outcome: "own",
    call: ({ ws }, victim) =>
      listIssues(ws, { ...named(victim), severity: null, code: null, search: "", page: 1, pageSize: 50 }),
  },
  getRepairable: { outcome: "not_found", call: ({ ws }, victim) => getRepairable(ws, named(victim)) },
  isRepairable: {
    outcome: "not_found",
    call: async ({ ws }, victim) => isRepairable(ws, await getRun(ws, named(victim))),
  },
  listColumnProblems: {
    outcome: "not_found",
    call: async ({ ws }, victim) => listColumnProblems(ws, await getRun(ws, named(victim))),
  },
  repairColumns: { outcome: "not_found", call: ({ ws }, victim) => repairColumns(ws, repaired(victim)) },
  listTakeable: {
    outcome: "not_found",
    call: async ({ ws }, victim) => listTakeable(ws, await getRun(ws, named(victim))),
  },
  takeOverUsers: { outcome: "not_found", call: ({ ws }, victim) => takeOverUsers(ws, taken(victim)) },
  repairValues: { outcome: "not_found", call: ({ ws }, victim) => repairValues(ws, spelled(victim)) },
  listUnknownValues: { outcome: "not_found", call: ({ ws }, victim) => listUnknownValues(ws, named(victim)) },
  groupIssues: { outcome: "own", call: ({ ws }, victim) => groupIssues(ws, named(victim)) },
  listRunFields: { outcome: "own", call: ({ ws }) => listRunFields(ws, { additions: [] }) },
  inputsOf: WORKER,
  noteEffects: WORKER,
  handleFailure: WORKER,
  startHeartbeat: WORKER,
  fetchRunFiles: WORKER,
  chooseRemoteFiles: WORKER,
  fetchRemote: WORKER,
  planAgain: WORKER,
  planFile: WORKER,
  planFiles: WORKER,
  guardFacts: WORKER,
  olderFiles: WORKER,
  planUndo: WORKER,
  planUndoRun: WORKER,
  openLedger: WORKER,
  openFastWay: WORKER,
  keepPrints: WORKER,
};

export const actions: Cases["actions"] = {
  takeOverUsersAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: taken },
  repairValuesAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: spelled },
  repairColumnsAction: { scope: "workspace", can: "sync:update", outcome: "not_found", input: repaired },
  approveRunAction: {
    scope: "workspace",
    can: "run:decide",
    outcome: "not_found",
    input: (victim) => ({ ...named(victim), what: "all" }),
  },
  chooseSameAction: {
    scope: "workspace",
    can: "run:decide",
    outcome: "not_found",
    input: (victim) => ({ ...named(victim), isSame: true, on: "address" }),
  },
  undoRunAction: { scope: "workspace", can: "run:undo", outcome: "not_found", input: named },
  discardRunAction: { scope: "workspace", can: "run:decide", outcome: "not_found", input: named },
  cancelRunAction: { scope: "workspace", can: "run:cancel", outcome: "not_found", input: named },
};

export const routes: Cases["routes"] = {
  "GET app/(workspace)/[org]/[workspace]/runs/[runId]/progress/route.ts": {
    scope: "workspace",
    can: "run:view",
    outcome: "not_found",
    request: ({ slug, workspaceSlug }, { runId }) => ({
      url: `/${slug}/${workspaceSlug}/runs/${runId}/progress`,
      params: { org: slug, workspace: workspaceSlug, runId },
    }),
  },
};
