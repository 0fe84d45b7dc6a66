import { createReadStream } from "node:fs";
import { subDays } from "date-fns";
import type { ManagersFile, RunFile } from "@/drizzle/schema/runs";
import type { Baseline } from "@/drizzle/schema/syncs";
import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import { together } from "@/lib/db/tenant";
import type { Addition } from "@/lib/model/field";
import type { SourceIdentity } from "@/lib/model/file";
import type { GuardTrip } from "@/lib/model/guard";
import { RESTORE_DAYS } from "@/lib/model/limits";
import type { Counts } from "@/lib/model/run";
import type { RunLease } from "@/lib/model/run-ref";
import { choicesOf } from "@/lib/pipeline/choices";
import { mergeColumns } from "@/lib/pipeline/columns/merge";
import { openFastWay } from "@/lib/pipeline/fast-way";
import { isReadable, withHeaderFound } from "@/lib/pipeline/find-header";
import { evaluateGuards } from "@/lib/pipeline/guard/evaluate";
import type { GuardCode } from "@/lib/pipeline/guard/guards";
import { guardFacts } from "@/lib/pipeline/guard-facts";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { keepPrints, type PrintsPolicy } from "@/lib/pipeline/keep-prints";
import { leftOutNote } from "@/lib/pipeline/left-out-rows";
import { takeIds, usedAdditions } from "@/lib/pipeline/persistence/additions.store";
import { knownUsers } from "@/lib/pipeline/persistence/known.store";
import { openLedger } from "@/lib/pipeline/persistence/ledger";
import { hashPlan } from "@/lib/pipeline/persistence/plan-hash.store";
import { clearPlan, hasUsers } from "@/lib/pipeline/persistence/plans.store";
import { keepSkipped } from "@/lib/pipeline/persistence/skips";
import { countTeamLosses } from "@/lib/pipeline/persistence/team-losses.store";
import { createPlanner, type PlanEnd } from "@/lib/pipeline/plan/planner";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { dropPrints } from "@/lib/pipeline/prints/prints.store";
import { noRows } from "@/lib/pipeline/read/problems";
import { type ReadPart, readCsv } from "@/lib/pipeline/read/read-csv";
import { type ManagersInput, readManagers } from "@/lib/pipeline/read-managers";
import { readRows } from "@/lib/pipeline/read-rows";
import { type Additions, openAdditions } from "@/lib/pipeline/validate/additions";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { traced } from "@/lib/traces/trace";

type PlanFileInput = {
  syncId: string;
  lease: RunLease;
  /** The whole file on this machine, and what it is. */
  file: string;
  source: SourceIdentity;
  /** The same of the file that names the managers of teams; null where the run has none. */
  managers: ManagersInput | null;
  inputs: PlanInputs;
  baseline: Baseline | null;
  timeZone: string;
  isPreview: boolean;
  /** When rows that are as they were are not read again; null: always all are. */
  prints: PrintsPolicy | null;
};

export type Plan = {
  counts: Counts;
  guards: GuardTrip<GuardCode>[];
  file: RunFile;
  managers: ManagersFile | null;
  /** Options and teams that the plan creates. */
  additions: Addition[];
  /** Of a plan that a person will see; null for one that nothing holds. */
  planHash: string | null;
  /** What else a person should know. */
  notes: string[];
  changes: number;
  end: PlanEnd;
};

/**
 * The corridor: takes a file through read, validate, plan and guard, in this order and nowhere else, and leaves the
 * plan in the database. Nothing of it is applied. Throws `file_blocked` when the file can't be used at all.
 */
export async function planFile(ctx: WorkspaceCtx, input: PlanFileInput, beat: Heartbeat): Promise<Plan> {
  const { inputs, lease, syncId } = input;
  const isFirst = await together(ctx, async (ctx) => {
    await clearPlan(ctx, lease);
    return !(await hasUsers(ctx));
  });
  const { reKey } = inputs.guards;
  const { takesOver } = inputs.mapping;
  const choices = choicesOf(inputs.fields, inputs.teams);
  const planner = createPlanner({ ...inputs, reKey, choices, takesOver });
  const { way, keeping } = await traced("compare rows", () => openPrints(ctx, input, beat));
  if (way) {
    planner.addKnown(way.known);
    planner.spare(way.spared);
  } else
    await traced("load users", async () => {
      for await (const page of knownUsers(ctx, syncId)) planner.addKnown(page);
    });
  const read: () => AsyncIterable<ReadPart> = way
    ? way.read
    : () => readCsv(createReadStream(input.file, { highWaterMark: 256 * 1024 }), inputs.read);

  const formersSince = reKey ? subDays(ctx.clock(), RESTORE_DAYS) : null;
  const recorder = keeping?.recorder ?? null;
  const onIssue = recorder?.leaveOut;
  const ledger = openLedger(ctx, { syncId, lease, planner, isFirst, formersSince, onIssue });
  const additions = openAdditions();
  const supply = () => supplyIds(ctx, additions);
  const addIssues = ledger.addIssues;
  const managers = input.managers
    ? await readManagers(input.managers, { inputs, additions, supply, addIssues, signal: beat.signal })
        // As below: no issue may come after the report of an unusable file.
        .finally(ledger.settled)
    : null;
  // What is still being written when the file turns out to be unusable must not come after that report.
  const spared = way && { rows: way.spared.rows, samples: way.samples };
  const today = ctx.clock().toISOString().slice(0, 10);
  const rooms = { planner, ledger, additions, managers, supply, today, recorder };
  const rows = await traced("read", () => readRows({ file: input.file, inputs, read, spared }, beat, rooms))
    .catch(async (error: unknown) => {
      throw await withHeaderFound(
        error,
        () => createReadStream(input.file),
        inputs.read,
        (header) =>
          isReadable(() => prepareMapping(header, inputs.mapping, inputs.fields, { teams: inputs.teams })),
      );
    })
    .finally(ledger.settled);

  const { prepared, file, notes } = rows;
  if (way) beat.at.columns = mergeColumns(way.columns, beat.at.columns ?? []);
  beat.at.phase = "planning";
  const end = await traced("plan changes", async () => {
    await ledger.drain();
    checkpoint("after-stage");
    const found = planner.finish();
    await ledger.finish(found);
    return found;
  });
  const doubt = managers?.doubt() ?? null;
  if (doubt) await ledger.keepLed();
  const { signal } = beat;
  await keepSkipped(ctx, lease, { read, reasons: ledger.skipped(), signal });
  checkpoint("mid-plan");
  // What a row means that brings an option or a team depends on whether they come into being.
  const isWhole = !additions.isUsed();
  await keeping?.store(planner, { columns: beat.at.columns ?? [], headerRow: rows.headerRow, isWhole });
  const counts: Counts = {
    ...ledger.counts(),
    read: rows.read,
    unchanged: end.unchanged + ledger.spared(),
    skipped: end.skippedRows,
  };
  const limits = inputs.guards;
  // Held where there is something to lose, so that an emptied list can be approved; otherwise a mistake in the file.
  if (rows.read === 0 && (end.removals.length === 0 || !limits.noRows))
    throw noRows(file.leftOut ? leftOutNote(file.leftOut) : null);

  const guards = await traced("guard", () =>
    together(ctx, async (ctx) => {
      const losses = await countTeamLosses(ctx, lease.runId);
      if (losses.users > 0) counts.teamLosses = losses.users;
      const seen = {
        counts,
        end,
        prepared,
        headers: file.headers,
        leftOut: file.leftOut ?? null,
        losses,
        managersRows: managers?.told.rows ?? null,
      };
      return evaluateGuards(await guardFacts(ctx, input, seen), limits);
    }),
  );
  return {
    counts,
    guards,
    file,
    changes: ledger.changes(),
    end,
    managers: managers?.told ?? null,
    planHash: guards.length > 0 ? await ctx.db.run((tx) => hashPlan(tx, ctx, lease.runId)) : null,
    additions: await usedAdditions(ctx, lease.runId, additions.found()),
    notes: [
      ...notes,
      ...additions.notes(),
      ...end.notes,
      ...(managers?.notes ?? []),
      ...(doubt ? [doubt] : []),
    ],
  };
}

/** How much of the file has to be read, and whether the next run may spare some of it. */
async function openPrints(ctx: WorkspaceCtx, input: PlanFileInput, beat: Heartbeat) {
  const { syncId, lease, prints: policy, source } = input;
  if (!policy) {
    await ctx.db.run((tx) => dropPrints(tx, ctx, syncId));
    return { way: null, keeping: null };
  }
  const isSmall = (source.contentSizeBytes ?? source.sizeBytes) < policy.bytesMin;
  if (isSmall || input.managers) return { way: null, keeping: null };
  const way = await openFastWay(ctx, input, beat);
  if (way) {
    beat.at.rowsSpared = way.spared.rows;
    ctx.log.info("sync.plan.spared", { runId: lease.runId, rows: way.spared.rows });
  }
  const keeping = await keepPrints(ctx, { ...input, signal: beat.signal }, way, policy);
  return { way, keeping };
}

/** Ids for what the columns read so far may add; none where nothing can be added. */
async function supplyIds(ctx: WorkspaceCtx, additions: Additions): Promise<void> {
  for (const { fieldId, count } of additions.wanted())
    additions.supply(fieldId, await takeIds(ctx, fieldId, count));
}
