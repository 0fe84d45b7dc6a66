import type { RunFailure } from "@/drizzle/schema/runs";
import type { EffectSum } from "@/lib/model/effect";
import type { GuardTrip } from "@/lib/model/guard";
import type { NightState } from "@/lib/overview/nights";
import type { SyncItem } from "@/lib/syncs/views";

/** A sync with one letter for each of its last nights, the oldest first; see `nights.ts`. */
export type OverviewSync = { sync: SyncItem; nights: string };

/** A plan that is pending approval, and what it would do; `isPart`: the rest of it was applied. */
export type OpenPlan = {
  runId: string;
  sync: { id: string; name: string };
  workspace: { name: string; slug: string };
  isUndo: boolean;
  isPart: boolean;
  counts: { created: number; updated: number; removed: number; restored: number } | null;
  guards: GuardTrip[];
  plannedAt: Date;
  expiresAt: Date | null;
};

/** Rows with errors that nobody has mended since they were told of. */
export type RowErrors = { syncId: string; count: number; since: Date };

/** What a sync needs someone for, beside approving its plan. */
export type Need = {
  kind: "failed" | "unreachable" | "undone" | "late" | "row_errors";
  sync: SyncItem;
  since: Date;
  /** Of what failed. */
  failure: Pick<RunFailure, "message" | "remedy"> | null;
  /** Rows with errors. */
  errors?: number;
};

/** What the runs of a sync changed in a day. */
export type SyncChanges = {
  syncId: string;
  name: string;
  workspace: { name: string; slug: string };
  runs: number;
  /** The last of these runs, and whether it was an undo. */
  lastRunId: string;
  lastAt: Date;
  created: number;
  updated: number;
  removed: number;
  restored: number;
  errors: number;
};

/** What they changed in a list, a page or a team: people gained and lost, over all runs. */
export type PlaceChanges = EffectSum & { workspace: { name: string; slug: string }; runId: string };

export type Overview = {
  /** How many syncs there are, and how many match what was asked for. */
  syncsCount: number;
  total: number;
  syncs: OverviewSync[];
  plans: OpenPlan[];
  needs: Need[];
  changes: SyncChanges[];
  /** Those that changed most. */
  places: PlaceChanges[];
  placesCount: number;
};

/** A night of a sync in words. `day`: as `yyyy-MM-dd` in the sync's own time zone. */
export type NightView = {
  day: string;
  state: NightState;
  runs: number;
  /** The run that says most about it; null for a night without runs, when a file was late. */
  runId: string | null;
  created: number;
  updated: number;
  removed: number;
  failure: string | null;
};
