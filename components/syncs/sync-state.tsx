import { RelativeTime } from "@/components/patterns/relative-time";
import { StatePill } from "@/components/patterns/state-pill";
import type { SyncItem } from "@/lib/syncs/views";

/** How the last run went, and when. */
export function LastRun({ sync }: { sync: Pick<SyncItem, "lastRun"> }) {
  const { lastRun } = sync;
  if (!lastRun) return <span className="text-muted-foreground text-sm">Not run yet</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <StatePill state={lastRun.state} phase={lastRun.phase} />
      <RelativeTime at={lastRun.finishedAt ?? lastRun.createdAt} className="text-muted-foreground text-sm" />
    </span>
  );
}

/** When it runs next. */
export function NextRun({ sync }: { sync: Pick<SyncItem, "nextRunAt" | "paused" | "sourceKind"> }) {
  if (sync.sourceKind === "upload") return <span className="text-muted-foreground">On upload</span>;
  if (sync.paused) return <span className="text-muted-foreground">Paused</span>;
  return <RelativeTime at={sync.nextRunAt} never="Not scheduled" />;
}
