import { createReadStream } from "node:fs";
import { subDays } from "date-fns";
import type { ManagersFile, RunFile } from "@/drizzle/schema/runs";
import type { Baseline } from "@/drizzle/schema/syncs";
import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import type { Addition } from "@/lib/model/field";
import type { SourceIdentity } from "@/lib/model/file";
import type { GuardTrip } from "@/lib/model/guard";
import { RESTORE_DAYS } from "@/lib/model/limits";
import type { Counts } from "@/lib/model/run";
import type { RunLease } from "@/lib/model/run-ref";
import { STANDARD_TARGETS } from "@/lib/model/standard-columns";
import { choicesOf } from "@/lib/pipeline/choices";
import { type ColumnCollector, collectColumns } from "@/lib/pipeline/columns/collect";
import { readColumns } from "@/lib/pipeline/columns/read-columns";
import { isReadable, withHeaderFound } from "@/lib/pipeline/find-header";
import { evaluateGuards } from "@/lib/pipeline/guard/evaluate";
import type { GuardCode } from "@/lib/pipeline/guard/guards";
import { guardFacts } from "@/lib/pipeline/guard-facts";
import { createSieve } from "@/lib/pipeline/hash/sieve";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { footerNotes, leftOutNote } from "@/lib/pipeline/left-out-rows";
import { watchForMarkup } from "@/lib/pipeline/markup";
import { takeIds, usedAdditions } from "@/lib/pipeline/persistence/additions.store";
import { knownUsers } from "@/lib/pipeline/persistence/known.store";
import { type Ledger, openLedger } from "@/lib/pipeline/persistence/ledger";
import { hashPlan } from "@/lib/pipeline/persistence/plan-hash.store";
import { clearPlan, hasUsers } from "@/lib/pipeline/persistence/plans.store";
import { keepSkipped } from "@/lib/pipeline/persistence/skips";
import { countTeamLosses } from "@/lib/pipeline/persistence/team-losses.store";
import { createPlanner, type PlanEnd, type Planner } from "@/lib/pipeline/plan/planner";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { noRows } from "@/lib/pipeline/read/problems";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { type Managers, type ManagersInput, readManagers } from "@/lib/pipeline/read-managers";
import { countRepeatedIds } from "@/lib/pipeline/repeated-ids";
import { type Additions, openAdditions } from "@/lib/pipeline/validate/additions";
import { createMerger } from "@/lib/pipeline/validate/merge-rows";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { leftOutRow } from "@/lib/pipeline/validate/row-filter";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";

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

const SAMPLE_ROWS = 5;

/**
 * The corridor: takes a file through read, validate, plan and guard, in this order and nowhere else, and leaves the
 * plan in the database. Nothing of it is applied. Throws `file_blocked` when the file can't be used at all.
 */
export async function planFile(ctx: WorkspaceCtx, input: PlanFileInput, beat: Heartbeat): Promise<Plan> {
  const { inputs, lease, syncId } = input;
  await clearPlan(ctx, lease);
  const { reKey } = inputs.guards;
  const { takesOver } = inputs.mapping;
  const choices = choicesOf(inputs.fields, inputs.teams);
  const planner = createPlanner({ ...inputs, reKey, choices, takesOver });
  const isFirst = !(await hasUsers(ctx));
  for await (const page of knownUsers(ctx, syncId)) planner.addKnown(page);

  const formersSince = reKey ? subDays(ctx.clock(), RESTORE_DAYS) : null;
  const ledger = openLedger(ctx, { syncId, lease, planner, isFirst, formersSince });
  const additions = openAdditions();
  const supply = () => supplyIds(ctx, additions);
  const addIssues = ledger.addIssues;
  const managers = input.managers
    ? await readManagers(input.managers, { inputs, additions, supply, addIssues, signal: beat.signal })
        // As below: no issue may come after the report of an unusable file.
        .finally(ledger.settled)
    : null;
  // What is still being written when the file turns out to be unusable must not come after that report.
  const { prepared, file, read, notes } = await readInto(input, beat, {
    planner,
    ledger,
    additions,
    managers,
    supply,
    today: ctx.clock().toISOString().slice(0, 10),
  })
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

  beat.at.phase = "planning";
  await ledger.drain();
  checkpoint("after-stage");
  const end = planner.finish();
  await ledger.finish(end);
  const doubt = managers?.doubt() ?? null;
  if (doubt) await ledger.keepLed();
  const { signal } = beat;
  await keepSkipped(ctx, lease, { file: input.file, read: inputs.read, reasons: ledger.skipped(), signal });
  checkpoint("mid-plan");
  const counts: Counts = {
    ...ledger.counts(),
    read,
    unchanged: end.unchanged + ledger.spared(),
    skipped: end.skippedRows,
  };
  const limits = inputs.guards;
  // Held where there is something to lose, so that an emptied list can be approved; otherwise a mistake in the file.
  if (read === 0 && (end.removals.length === 0 || !limits.noRows))
    throw noRows(file.leftOut ? leftOutNote(file.leftOut) : null);

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
  const guards = evaluateGuards(await guardFacts(ctx, input, seen), limits);
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

type Rooms = {
  planner: Planner;
  ledger: Ledger;
  additions: Additions;
  managers: Managers | null;
  supply: () => Promise<void>;
  /** ISO. */
  today: string;
};

async function readInto(
  { file: path, inputs }: PlanFileInput,
  beat: Heartbeat,
  { planner, ledger, additions, managers, supply, today }: Rooms,
): Promise<{ prepared: Prepared | null; file: RunFile; read: number; notes: string[] }> {
  const { headerRow } = inputs.read;
  const file: RunFile = { headers: [], sample: [], ...(headerRow > 1 ? { headerRow } : {}) };
  let prepared: Prepared | null = null;
  let collector: ColumnCollector | null = null;
  let read = 0;
  let sieve: Sieve | null = null;
  let merger: Merger | null = null;
  let markup: ReturnType<typeof watchForMarkup> | null = null;
  const notes: string[] = [];
  for await (const part of readCsv(createReadStream(path, { highWaterMark: 256 * 1024 }), inputs.read)) {
    beat.signal.throwIfAborted();
    if (part.kind === "header") {
      file.headers = [...part.header];
      beat.at.file = file;
      const around = { teams: inputs.teams, additions, leads: managers?.leads ?? null, today };
      try {
        prepared = prepareMapping(part.header, inputs.mapping, inputs.fields, around);
      } catch (error) {
        const { signal } = beat;
        const { sample, columns } = await readColumns(path, inputs.read, { sampleRows: SAMPLE_ROWS, signal });
        file.sample = sample;
        beat.at.columns = columns;
        throw error;
      }
      collector = columnsToFill(prepared);
      markup = watchForMarkup(prepared, inputs.fields);
      // Someone who is left out by choice is no stranger to the file of managers.
      sieve = createSieve(prepared, managers?.isThere);
      if (inputs.mapping.repeats)
        merger = createMerger(prepared, await countRepeatedIds(path, inputs, beat.signal));
      await supply();
      await ledger.addIssues(prepared.warnings);
      continue;
    }
    if (part.kind === "end") {
      await ledger.addIssues([...part.warnings, ...(markup?.warnings(file.headers) ?? [])]);
      notes.push(...(sieve?.notes(part.blankRows) ?? []), ...(merger?.notes() ?? []));
      if (merger) await ledger.add({ candidates: [], issues: [], mentioned: merger.mentioned() });
      const leftOut = sieve?.leftOut();
      if (leftOut) file.leftOut = leftOut;
      for (const record of part.leftOut) {
        if (!prepared) break;
        const row = leftOutRow(prepared, record, inputs.read.footerRows);
        if ("kind" in row) await ledger.add(planner.classify([row]));
        else {
          planner.keepIds(row.ids);
          const mentioned = row.emailKeys.map((emailKey) => ({ emailKey }));
          await ledger.add({ candidates: [], issues: [], mentioned });
        }
      }
      notes.push(...footerNotes(part.leftOut));
      continue;
    }
    if (!prepared || !sieve) continue;
    const ready = prepared;
    const records = sieve.take(part.records);
    markup?.take(records);
    for (const record of records) {
      if (file.sample.length < SAMPLE_ROWS) file.sample.push([...record.cells]);
      collector?.add(record);
    }
    const validated = records.map((record) => validateRecord(ready, record));
    if (managers)
      for (const item of validated) {
        if (item.kind === "skipped") for (const id of item.mentions?.ids ?? []) managers.isThere(id);
      }
    await ledger.add(planner.classify(merger ? merger.take(validated) : validated));
    read += records.length;
    beat.at.rowsDone = read;
    beat.at.bytesDone = part.bytesDone;
    checkpoint("mid-read");
  }
  if (managers) await ledger.addIssues(managers.strangers());
  beat.at.columns = collector?.end() ?? [];
  return { prepared, file, read, notes };
}

type Sieve = ReturnType<typeof createSieve>;
type Merger = ReturnType<typeof createMerger>;

/** What every user has needs no suggestion; what fills a field today may be asked about tomorrow. */
function columnsToFill({ width, standard }: Prepared): ColumnCollector {
  const known = new Set(STANDARD_TARGETS.map((target) => standard[target]));
  return collectColumns(width, (column) => !known.has(column));
}

/** Ids for what the columns read so far may add; none where nothing can be added. */
async function supplyIds(ctx: WorkspaceCtx, additions: Additions): Promise<void> {
  for (const { fieldId, count } of additions.wanted())
    additions.supply(fieldId, await takeIds(ctx, fieldId, count));
}
