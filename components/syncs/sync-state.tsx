import { ClockAlert, Unplug } from "lucide-react";
import { RelativeTime } from "@/components/patterns/relative-time";
import { StatePill } from "@/components/patterns/state-pill";
import { Badge } from "@/components/ui/badge";
import type { SyncItem } from "@/lib/syncs/views";

/** How the last run went, and when; and whether a new file is late. */
export function LastRun({ sync }: { sync: Pick<SyncItem, "lastRun" | "lateSince"> }) {
  const { lastRun, lateSince } = sync;
  if (!lastRun) {
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 text-muted-foreground text-sm">
        <LateBadge sync={sync} />
        Not run yet
      </span>
    );
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <LateBadge sync={sync} />
      <StatePill
        state={lastRun.state}
        phase={lastRun.phase}
        isLate={lateSince !== null}
        failure={lastRun.failure}
      />
      <RelativeTime at={lastRun.finishedAt ?? lastRun.createdAt} className="text-muted-foreground text-sm" />
    </span>
  );
}

type Timed = Pick<
  SyncItem,
  "nextRunAt" | "paused" | "setup" | "sourceKind" | "schedule" | "looksFailingSince"
>;

/** When it runs next. */
export function NextRun({ sync }: { sync: Timed }) {
  if (sync.sourceKind === "upload") return <span className="text-muted-foreground">On upload</span>;
  if (sync.setup) return <span className="text-muted-foreground">Being set up</span>;
  if (sync.paused) return <span className="text-muted-foreground">Paused</span>;
  if (sync.schedule.kind === "never") return <span className="text-muted-foreground">Only manually</span>;
  if (sync.schedule.kind !== "arrival") return <RelativeTime at={sync.nextRunAt} never="Not scheduled" />;
  return sync.looksFailingSince ? (
    <Badge variant="held">
      <Unplug aria-hidden="true" />
      Server can't be reached
    </Badge>
  ) : (
    <span className="text-muted-foreground">When a file arrives</span>
  );
}

/** That no new file has come in time; nothing otherwise. */
export function LateBadge({ sync }: { sync: Pick<SyncItem, "lateSince"> }) {
  if (!sync.lateSince) return null;
  return (
    <Badge variant="held">
      <ClockAlert aria-hidden="true" />
      Late
    </Badge>
  );
}
