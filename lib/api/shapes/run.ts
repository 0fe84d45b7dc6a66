import { z } from "zod";
import { instant, iso, syncId } from "@/lib/api/shapes/parts";
import { RUN_STATES } from "@/lib/model/run-state";
import type { RunDetail, RunItem } from "@/lib/runs/views/types";

const count = z.number().int().nonnegative();

const counts = z
  .strictObject({
    read: count.describe("Rows of the file"),
    ...{ created: count, updated: count, removed: count, restored: count, unchanged: count },
    skipped: count.describe("Rows with an error"),
    ...{ errors: count, warnings: count },
    teamLosses: count.optional().describe("Updates that take a team from someone"),
    discarded: count.optional().describe("Changes of the plan that were discarded, left out or expired"),
    discardedRemovals: count.optional().describe("The removals among them"),
  })
  .meta({ id: "Counts" });

const failure = z
  .strictObject({ code: z.string(), message: z.string(), remedy: z.string().nullable() })
  .meta({ id: "Failure", description: "Why a run failed: a code, a sentence for people, and what to do" });

const runFields = {
  id: z.uuid(),
  syncId,
  syncName: z.string(),
  state: z.enum(RUN_STATES).describe("`held`: its plan is pending approval"),
  phase: z.enum(["connecting", "downloading", "reading", "planning", "applying"]).nullable(),
  trigger: z.enum(["schedule", "arrival", "manual", "upload", "undo"]),
  isPreview: z.boolean().describe("It stops after the plan, whatever the guards say"),
  startedBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  appliedAt: instant.nullable().describe("When (the first part of) the plan became real"),
  counts: counts.nullable(),
  failure: failure.nullable(),
};

export const runSummary = z.strictObject(runFields).meta({ id: "RunSummary" });

export const run = z
  .strictObject({
    ...runFields,
    importMode: z.enum(["full_list", "add_and_update"]),
    planHash: z
      .string()
      .nullable()
      .describe("SHA-256 of what the plan would change, as in `ETag`: what an approval has to name"),
    guards: z
      .array(z.strictObject({ code: z.string(), holds: z.string(), reason: z.string() }))
      .describe("Why the plan is held"),
    notes: z.array(z.string()),
    expiresAt: instant.nullable().describe("Until when a plan can be approved"),
    decision: z.enum(["all", "creates_and_updates", "selected", "discard", "expired"]).nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    undoesRunId: z.uuid().nullable(),
    undoneByRunId: z.uuid().nullable(),
    undoableUntil: instant.nullable(),
    progress: z.strictObject({ bytesDone: count, bytesTotal: count.nullable(), rowsDone: count }),
  })
  .meta({ id: "Run" });

export function runSummaryOf(item: RunItem): z.input<typeof runSummary> {
  const { id, sync, state, phase, trigger, intent, requestedBy, counts, failure } = item;
  return {
    ...{ id, syncId: sync.id, syncName: sync.name, state, phase, trigger },
    ...{ isPreview: intent === "preview", startedBy: requestedBy },
    ...{ createdAt: iso(item.createdAt), startedAt: iso(item.startedAt) },
    ...{ finishedAt: iso(item.finishedAt), appliedAt: iso(item.appliedAt) },
    ...{
      counts,
      failure: failure && { code: failure.code, message: failure.message, remedy: failure.remedy },
    },
  };
}

export function runOf(detail: RunDetail): z.input<typeof run> {
  const { mode, planHash, guards, notes, decision, decidedBy, undoes, undoneBy } = detail;
  const { bytesDone, bytesTotal, rowsDone } = detail;
  return {
    ...runSummaryOf(detail),
    importMode: mode === "complete" ? "full_list" : "add_and_update",
    planHash,
    guards: guards.map(({ code, holds, reason }) => ({ code, holds, reason })),
    ...{ notes, expiresAt: iso(detail.expiresAt) },
    ...{
      decision: decision === "ticked" ? "selected" : decision,
      decidedBy,
      decidedAt: iso(detail.decidedAt),
    },
    ...{ undoesRunId: undoes?.id ?? null, undoneByRunId: undoneBy?.id ?? null },
    ...{ undoableUntil: iso(detail.undoableUntil), progress: { bytesDone, bytesTotal, rowsDone } },
  };
}
