import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { deleteField } from "@/lib/fields/delete";
import { updateField } from "@/lib/fields/update";
import type { ProfileField } from "@/lib/model/field";
import type { RunRef } from "@/lib/model/run-ref";
import { applyPlan } from "@/lib/pipeline/apply/apply-plan.store";
import type { PrintsPolicy } from "@/lib/pipeline/keep-prints";
import { applyRun } from "@/lib/runs/apply-run";
import type { JobDeps } from "@/lib/runs/open-run";
import { planRun } from "@/lib/runs/plan-run";
import { getRunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { NO_GUARDS, testDeps } from "../../support/pipeline";
import { mintField, mintSync, mintWorkspace, type Tenant } from "../../support/tenant";
import { LEVELS, type Looks, type SyncName } from "./model";
import type { How } from "./ops";

/** A workspace with two syncs on Postgres. */
export type Product = {
  ctx: WorkspaceCtx;
  syncs: Record<SyncName, string>;
  /** Null once it is deleted. */
  team: ProfileField | null;
  level: ProfileField;
  deps: JobDeps;
  /** How many plans were made without reading every row. */
  spared: () => number;
};

/** Of workspaces whose runs know rows by their prints. */
export const SPARING: PrintsPolicy = { bytesMin: 0, renewedAt: 0 };

export async function openProduct({ ctx: tenant }: Tenant, prints: PrintsPolicy | null): Promise<Product> {
  const ctx = await mintWorkspace(tenant);
  const team = await mintField(ctx, { label: "Team", type: "text" });
  const level = await mintField(ctx, { label: "Level", type: "single_choice", options: LEVELS });
  const columns = { Team: { kind: "field", fieldId: team.id, blank: "keep" } as const };
  const [a, b] = await Promise.all([
    mintSync(ctx, { name: "A", guardSettings: NO_GUARDS }),
    mintSync(ctx, { name: "B", guardSettings: NO_GUARDS, adoption: "link", mapping: { columns } }),
  ]);
  let spared = 0;
  const { log, ...deps } = testDeps();
  const info: typeof log.info = (event) => {
    if (event === "sync.plan.spared") spared += 1;
  };
  return {
    ...{ ctx, syncs: { A: a.id, B: b.id }, team, level },
    deps: { ...deps, log: { ...log, info }, prints },
    spared: () => spared,
  };
}

export function doorOf({ ctx, syncs }: Product, sync: SyncName, runId: string): RunRef {
  return { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId: syncs[sync], runId };
}

/** Gives the field Level these options; those that it has stay what they are. */
export async function setLevels(product: Product, levels: readonly string[]): Promise<void> {
  const { id, label, options } = product.level;
  const idOf = (level: string) => options.find((option) => option.label === level)?.id;
  await updateField(product.ctx, {
    id,
    label,
    options: levels.map((level) => ({ id: idOf(level), label: level })),
  });
  const rows = await testDb().sql`
    select id::float8 as id, label from profile_field_options where field_id = ${id} order by position`;
  product.level = { ...product.level, options: rows.map((row) => ({ id: row.id, label: row.label })) };
}

export async function deleteTeamField(product: Product): Promise<void> {
  if (product.team) await deleteField(product.ctx, { id: product.team.id });
  product.team = null;
}

/** Switches the guards against removals, and against new IDs of known people, on or off. */
export async function setGuards(
  { syncs }: Product,
  sync: SyncName,
  { removals, reKey }: Guards,
): Promise<void> {
  const settings = { ...NO_GUARDS, reKey, ...(removals ? { removals: { atLeast: 0, percent: 0 } } : {}) };
  await testDb()
    .sql`update syncs set guard_settings = ${testDb().sql.json(settings)} where id = ${syncs[sync]}`;
}

export type Guards = { removals: boolean; reKey: boolean };

/** Takes a run as far as it goes by itself, by workers that fare as told. */
export async function workOn({ ctx, deps }: Product, ref: RunRef, how: How): Promise<void> {
  const plan = () => calmly(planRun(ref, deps));
  const apply = () => calmly(applyRun(ref, deps));
  const { decision } = await getRunRow(ctx, ref.runId);
  if (how === "at once") {
    await Promise.all([plan(), plan()]);
    await Promise.all([apply(), apply()]);
  } else {
    await plan();
    if (how === "half" && !decision) {
      await testDb().sql`update runs set phase = 'reading' where id = ${ref.runId} and state = 'running'`;
      await plan();
    }
    if (how === "twice") await plan();
    if (how === "lost") await applyLate(ctx, ref);
    await apply();
    if (how === "twice") await Promise.all([apply(), plan()]);
  }
}

/** Being overtaken by another worker is no failure. */
async function calmly(work: Promise<{ next: string }>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "lost_lease") throw error;
  }
}

/** A worker that was overtaken, and only now comes to apply the plan. */
async function applyLate(ctx: WorkspaceCtx, { runId, syncId }: RunRef): Promise<void> {
  const { fence } = await getRunRow(ctx, runId);
  const order = { syncId, statuses: ["planned", "waiting"], state: "succeeded" } as const;
  const applied = await applyPlan(ctx, { runId, fence: fence - 1 }, order);
  if (applied) throw new Error("A worker without the fence applied a plan.");
}

export type SeenUser = {
  id: number;
  sync: SyncName | null;
  csvId: string | null;
  looks: Looks;
  /** Values of fields that there are no more. */
  ghosts: string[];
  role: string;
  active: boolean;
  version: number;
};

export async function seeUsers({ ctx, syncs, team, level }: Product): Promise<SeenUser[]> {
  const rows = await testDb().sql`
    select id::float8 as id, sync_id, external_id, email, first_name, last_name, mobile, fields, role, state, version
    from users where workspace_id = ${ctx.workspaceId} order by id`;
  return rows.map((row) => ({
    id: row.id,
    sync: row.sync_id === null ? null : row.sync_id === syncs.A ? "A" : "B",
    csvId: row.external_id?.replace(`${row.sync_id}#`, "") ?? null,
    looks: {
      email: row.email,
      first: row.first_name,
      last: row.last_name,
      mobile: row.mobile,
      team: (team && row.fields[team.id]) ?? "",
      level: labelOf(level, row.fields[level.id]),
    },
    ghosts: Object.keys(row.fields).filter((key) => ![team?.id, level.id].map(String).includes(key)),
    role: row.role,
    active: row.state === "active",
    version: row.version,
  }));
}

/** A value that no option has is shown as it is. */
function labelOf({ options }: ProfileField, value: number | null | undefined): string {
  return options.find(({ id }) => id === value)?.label ?? String(value ?? "");
}

export type SeenRun = {
  id: string;
  state: string;
  counts: Record<string, number> | null;
  lines: string[];
};

/** The runs that were asked for so far, oldest first, with the lines of their plans. */
export async function seeRuns({ ctx }: Product): Promise<SeenRun[]> {
  const rows = await testDb().sql<SeenRun[]>`
    select r.id, r.state, r.counts, coalesce(jsonb_agg(
             concat_ws(' ', c.kind, c.csv_id, c.status, 'needs ' || c.depends_on)) filter (where c.id is not null), '[]') as lines
    from runs r left join changes c on c.run_id = r.id
    where r.workspace_id = ${ctx.workspaceId} group by r.id order by r.created_at`;
  return rows.map((row) => ({ ...row, lines: [...row.lines].sort() }));
}

/** The lines of a run that have an ID of these, as what a person ticks. */
export async function linesOf({ ctx }: Product, runId: string, csvIds: readonly string[]): Promise<number[]> {
  const rows = await testDb().sql`
    select id::float8 as id from changes where workspace_id = ${ctx.workspaceId} and run_id = ${runId}
      and csv_id = any(${[...csvIds]})`;
  return rows.map(({ id }) => id);
}
