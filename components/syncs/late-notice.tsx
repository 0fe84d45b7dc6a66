import Link from "next/link";
import { syncHref } from "@/components/syncs/sync-links";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatDayTime } from "@/lib/format/time";
import { newFileText } from "@/lib/syncs/rhythm";
import type { SyncItem } from "@/lib/syncs/views";

type Props = { org: string; sync: SyncItem; canEdit: boolean };

/** What is wrong with the files of a sync, whatever its last run says: none came in time, or nobody could look. */
export function FileNotices({ org, sync, canEdit }: Props) {
  const { lateSince, looksFailingSince } = sync;
  if (!lateSince && !looksFailingSince) return null;
  return (
    <div className="grid gap-3">
      {lateSince ? <LateNotice org={org} sync={sync} canEdit={canEdit} /> : null}
      {looksFailingSince ? <LookNotice sync={sync} since={looksFailingSince} /> : null}
    </div>
  );
}

function LateNotice({ org, sync, canEdit }: Props) {
  const since = sync.lastNewFileAt ?? sync.rhythmFrom;
  return (
    <Alert tone="held">
      <AlertTitle>
        Late: no new file{since ? ` since ${zoned(since, sync)}` : ""}; expected {newFileText(sync)}.
      </AlertTitle>
      <AlertDescription>
        Ask the people who make the file whether their export still runs, and whether it writes to{" "}
        {sync.path ?? "the path of this sync"}. The notice disappears when a file arrives that is new or was
        written again.
      </AlertDescription>
      {canEdit ? (
        <AlertActions>
          <Button asChild variant="outline" size="sm">
            <Link href={`${syncHref(org, sync)}/edit`}>Change how often a new file is expected</Link>
          </Button>
        </AlertActions>
      ) : null}
    </Alert>
  );
}

function LookNotice({ sync, since }: { sync: SyncItem; since: Date }) {
  return (
    <Alert tone="held">
      <AlertTitle>
        The server could not be checked for a new file since {zoned(since, sync)}: {sync.lookFailure?.message}
      </AlertTitle>
      <AlertDescription>
        {sync.lookFailure?.remedy ? `${sync.lookFailure.remedy} ` : ""}It is tried again automatically.
      </AlertDescription>
    </Alert>
  );
}

/** By the clock of the sync, whose schedule the reader compares it with. */
function zoned(at: Date, { schedule: { timeZone } }: SyncItem): string {
  return `${formatDayTime(at, new Date(), timeZone)} (${timeZone.replaceAll("_", " ")})`;
}
