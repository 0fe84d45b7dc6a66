import { formatISO, parseISO, subDays, subHours } from "date-fns";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { includesTyped } from "@/lib/format/fold";
import { needsOf, needsSomeone } from "@/lib/overview/needs";
import { isLateAt, NIGHTS, nightOf, stripOf } from "@/lib/overview/nights";
import { type NightRow, selectLateTimes, selectNights } from "@/lib/overview/nights.store";
import { selectChanges, selectOpenPlans, selectPlaces, selectRowErrors } from "@/lib/overview/overview.store";
import type { NightView, Overview, RowErrors } from "@/lib/overview/views";
import { mayThere } from "@/lib/permissions";
import { selectSyncItems, selectSyncRow } from "@/lib/syncs/store";
import type { SyncItem } from "@/lib/syncs/views";
import { selectWorkspaces } from "@/lib/workspaces/store";

/** `page`: from 1. `needy`: only syncs that need someone. */
type Wish = { q: string; needy: boolean; page: number; pageSize: number };

/** What is called last night: as long as a night and the day before it. */
export const HOURS_BACK = 24;

const PLACES_SHOWN = 12;

/**
 * What an organization looks at in the morning, of the workspaces whose runs the reader may see. As many statements as
 * there are kinds of things, however many syncs there are; nights are read for the syncs of the page only.
 */
export async function getOverview(ctx: Ctx, wish: Wish): Promise<Overview> {
  return ctx.db.run(async (tx) => {
    const reached = (await selectWorkspaces(tx, ctx)).filter(({ id }) => mayThere(ctx, id, "run:view"));
    const workspaceIds = reached.map(({ id }) => id);
    const places = new Set(workspaceIds);
    const all = (await selectSyncItems(tx, ctx)).filter(({ workspace }) => places.has(workspace.id));
    const errors = await selectRowErrors(tx, ctx, workspaceIds);
    const found = all.filter(
      (sync) => (!wish.needy || needsSomeone(sync, errors)) && answersTo(sync, wish.q),
    );
    const shown = firstNeedy(found, errors).slice((wish.page - 1) * wish.pageSize, wish.page * wish.pageSize);
    const syncIds = shown.map(({ id }) => id);
    const nights = bySync(await selectNights(tx, ctx, syncIds));
    const late = bySync(await selectLateTimes(tx, ctx, syncIds));
    // People of a sandbox are nobody.
    const real = reached.filter(({ isSandbox }) => !isSandbox).map(({ id }) => id);
    const day = { workspaceIds: real, since: subHours(ctx.clock(), HOURS_BACK) };
    const touched = await selectPlaces(tx, ctx, { ...day, most: PLACES_SHOWN });
    return {
      syncsCount: all.length,
      total: found.length,
      syncs: shown.map((sync) => ({
        sync,
        nights: stripOf(nights.get(sync.id) ?? [], late.get(sync.id) ?? []),
      })),
      plans: await selectOpenPlans(tx, ctx, workspaceIds),
      needs: needsOf(all, errors),
      changes: await selectChanges(tx, ctx, day),
      places: touched.places,
      placesCount: touched.count,
    };
  });
}

function bySync<T extends { syncId: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(row.syncId, [...(found.get(row.syncId) ?? []), row]);
  return found;
}

function answersTo({ name, workspace }: SyncItem, q: string): boolean {
  return includesTyped(name, q) || includesTyped(workspace.name, q);
}

/** Those that need someone at the front, otherwise in their order. */
function firstNeedy(syncs: readonly SyncItem[], errors: readonly RowErrors[]): SyncItem[] {
  return syncs.toSorted((a, b) => Number(needsSomeone(b, errors)) - Number(needsSomeone(a, errors)));
}

/** The last nights of a sync of the workspace in which it ran or its file was late, the newest first. Throws `not_found`. */
export async function listNights(ctx: WorkspaceCtx, { syncId }: { syncId: string }): Promise<NightView[]> {
  return ctx.db.run(async (tx) => {
    if (!(await selectSyncRow(tx, ctx, syncId))) throw notFound("This sync");
    const late = await selectLateTimes(tx, ctx, [syncId]);
    const rows = await selectNights(tx, ctx, [syncId]);
    const ran = rows.map((row) => viewOf(row, isLateAt(row.ago, late)));
    const quiet = lateWithout(new Set(rows.map(({ ago }) => ago)), late);
    return [...ran, ...quiet].toSorted((a, b) => b.day.localeCompare(a.day, "en"));
  });
}

/** The nights in which a file was late and nothing ran. */
function lateWithout(
  ran: ReadonlySet<number>,
  late: Awaited<ReturnType<typeof selectLateTimes>>,
): NightView[] {
  const [first] = late;
  if (!first) return [];
  const quiet = Array.from({ length: NIGHTS }, (_, ago) => ago).filter(
    (ago) => !ran.has(ago) && isLateAt(ago, late),
  );
  return quiet.map((ago) => ({
    ...{ day: formatISO(subDays(parseISO(first.today), ago), { representation: "date" }), state: "late" },
    ...{ runs: 0, runId: null, created: 0, updated: 0, removed: 0, failure: null },
  }));
}

function viewOf(row: NightRow, isLate: boolean): NightView {
  const { day, runs, created, updated, removed } = row;
  const state = nightOf(row, isLate);
  const isApplied = state === "changed" || state === "issues";
  return {
    ...{ day, state, runs, created, updated, removed },
    runId: isApplied ? (row.appliedRunId ?? row.lastRunId) : row.lastRunId,
    failure: state === "failed" || state === "waiting" ? row.failure : null,
  };
}
