import type { WorkspaceCtx } from "@/lib/context";
import { createLog } from "@/lib/log";
import type { RunRef } from "@/lib/model/run-ref";
import type { PrintsPolicy } from "@/lib/pipeline/keep-prints";
import { applyRun } from "@/lib/runs/apply-run";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import type { JobDeps } from "@/lib/runs/open-run";
import { planRun } from "@/lib/runs/plan-run";
import { getRunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { queueFile, testDeps } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

/** One of two workspaces that are treated alike; its runs know rows by their prints, or read every row. */
export type Twin = {
  ctx: WorkspaceCtx;
  syncId: string;
  deps: JobDeps;
  spared: () => number;
  names: Map<number, string>;
};

export type Decision = "all" | "creates_and_updates" | "ticked" | "discard" | "none";

type Setup = { policy: PrintsPolicy | null; sync?: Parameters<typeof mintSync>[1] };

export async function mintTwin({ policy, sync = {} }: Setup): Promise<Twin> {
  const { ctx: tenant } = await mintTenant();
  const ctx = await mintWorkspace(tenant);
  const level = await mintField(ctx, { label: "Level", type: "single_choice", options: ["Low", "High"] });
  const team = await mintField(ctx, { label: "Unit", type: "text" });
  const { id: syncId } = await mintSync(ctx, { name: "Staff", ...sync });
  let spared = 0;
  const log = createLog("test");
  const deps: JobDeps = {
    ...testDeps(),
    prints: policy,
    log: {
      ...log,
      info: (event, fields) => {
        if (event === "sync.plan.spared") spared += 1;
        log.info(event, fields);
      },
    },
  };
  const names = new Map(
    [level, team].flatMap(({ id, label, options }) => [
      [id, label] as const,
      ...options.map((option) => [option.id, option.label] as const),
    ]),
  );
  return { ctx, syncId, deps, spared: () => spared, names };
}

type Night = {
  decision?: Decision;
  more?: Parameters<typeof queueFile>[3];
  /** What happens before the decision, or after the run where there is none to be made. */
  meanwhile?: () => Promise<void>;
};

/** Takes a file as far as it goes, with a person's decision where the plan waits. Gives its run as people see it. */
export async function night(
  twin: Twin,
  text: string,
  { decision = "all", more = {}, meanwhile = async () => {} }: Night = {},
) {
  const { ctx, syncId } = twin;
  const ref = await queueFile(ctx, syncId, text, more);
  await go(twin, ref);
  const planned = await lookAt(twin, ref.runId);
  await meanwhile();
  if ((await getRunRow(ctx, ref.runId)).state !== "held" || decision === "none")
    return { planned, ended: planned };
  try {
    if (decision === "discard") await discardRun(ctx, { runId: ref.runId });
    else if (decision === "ticked")
      await approveRun(ctx, { runId: ref.runId, what: "ticked", changeIds: await everyOther(ref.runId) });
    else await approveRun(ctx, { runId: ref.runId, what: decision });
    if (decision !== "discard") await go(twin, ref);
  } catch {
    // Nothing can go by itself: it waits on.
  }
  return { planned, ended: await lookAt(twin, ref.runId) };
}

async function go({ deps }: Twin, ref: RunRef): Promise<void> {
  const { next } = await planRun(ref, deps);
  if (next === "apply") await applyRun(ref, deps);
}

async function everyOther(runId: string): Promise<number[]> {
  const rows = await testDb().sql`
    select id::float8 as id from changes where run_id = ${runId} and status in ('planned', 'waiting') order by kind, csv_id`;
  return rows.filter((_, at) => at % 2 === 0).map(({ id }) => id);
}

/** Everything that a run says and plans, without what differs between two workspaces by itself. */
async function lookAt({ ctx, names }: Twin, runId: string) {
  const { sql } = testDb();
  const run = await getRunRow(ctx, runId);
  const lines = await sql`
    select kind, status, csv_id, old_csv_id, "row", line, email, first_name, last_name, mobile, fields, encode(fingerprint, 'hex') as print,
           before, depends_on, is_same, match->>'on' as match_on, match->>'csvId' as match_id
    from changes where run_id = ${runId} order by kind, csv_id, status`;
  const issues =
    await sql`select severity, code, message, "row", line, csv_id, email, column_name, value from issues
    where run_id = ${runId} order by "row" nulls first, code, message, csv_id`;
  const tallies =
    await sql`select severity, code, column_name, value, count from issue_tallies where run_id = ${runId} order by 1, 2, 3, 4`;
  const skipped = await sql`select "row", cells, reason from skipped_rows where run_id = ${runId} order by 1`;
  const { state, counts, guards, notes, file, rowsDone, bytesTotal } = run;
  return translated(
    {
      state,
      counts,
      guards,
      notes,
      file,
      rowsDone,
      bytesTotal,
      lines: [...lines].map(withoutPrint),
      issues,
      tallies,
      skipped,
    },
    names,
  );
}

/** Fingerprints are over the ids of fields, which no two workspaces share. */
function withoutPrint({ print, ...line }: Record<string, unknown>): Record<string, unknown> {
  return { ...line, hasPrint: print !== null };
}

/** The same with the names of fields and options for their ids, wherever there are values of fields. */
function translated<T>(value: T, names: ReadonlyMap<number, string>): T {
  const named = (item: unknown) => (typeof item === "number" ? (names.get(item) ?? item) : item);
  return JSON.parse(
    JSON.stringify(value, (key, item) =>
      key === "fields" && item
        ? Object.fromEntries(
            Object.entries(item).map(([id, each]) => [names.get(Number(id)) ?? id, named(each)]),
          )
        : item,
    ),
  );
}

/** All users as they are. */
export async function usersOf({ ctx, syncId, names }: Twin) {
  const rows = await testDb().sql`
    select state, role, replace(external_id, ${syncId}, 'S') as id, sync_id is not null as synced, email, first_name, last_name, mobile,
           fields, fingerprint is null as edited from users where workspace_id = ${ctx.workspaceId} order by 3, email, id`;
  return translated([...rows], names);
}
