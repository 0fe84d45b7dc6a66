import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { type Fact, Facts } from "@/components/patterns/facts";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RunOf, rowLabel } from "@/components/users/history-line";
import type { FirstSeen, UserDetail } from "@/lib/users/views";

type Props = { user: UserDetail; firstSeen: FirstSeen | null; base: string };

/** Where a user comes from: the sync, the ID and row in its file and the run; or added manually. */
export function UserOrigin({ user, firstSeen, base }: Props) {
  return (
    <div className="grid gap-4">
      <Facts
        columns={1}
        items={user.source ? syncFacts({ user, firstSeen, base }) : manualFacts({ user, firstSeen, base })}
      />
      {user.editedSinceSync ? (
        <p className="rounded-md border border-held-line bg-held-soft px-3 py-2 text-sm">
          Changed manually or by an undo since the last run. The next run of {user.source?.syncName} restores
          the values from its file.
        </p>
      ) : null}
    </div>
  );
}

function manualFacts({ user, firstSeen, base }: Props): Fact[] {
  return [
    {
      label: "Source",
      value: firstSeen
        ? "Imported from a file, then disconnected from its sync. Syncs don't change this user."
        : "Added manually. Syncs don't change this user.",
    },
    firstSeen
      ? { label: "First seen", value: <FirstSeenIn firstSeen={firstSeen} base={base} /> }
      : { label: "Added", value: <RelativeTime at={user.createdAt} /> },
    { label: "Last changed", value: <RelativeTime at={user.updatedAt} /> },
  ];
}

function syncFacts({ user, firstSeen, base }: Props): Fact[] {
  const run = user.owned?.lastRun ?? null;
  const link = "text-primary underline-offset-4 hover:underline";
  return [
    {
      label: "Sync",
      value: user.source && (
        <Link className={link} href={`${base}/syncs/${user.source.syncId}`}>
          {user.source.syncName}
        </Link>
      ),
    },
    { label: "ID in the file", value: user.csvId, mono: true },
    { label: "External ID", value: user.externalId, mono: true },
    {
      label: "Last updated by",
      value: run && (
        <Link className={link} href={`${base}/runs/${run.id}`}>
          Run of <DayTime at={run.at} />
        </Link>
      ),
    },
    // An undo reads no file.
    ...(run?.fileName ? [{ label: "Last read from", value: lastRow(run, firstSeen) }] : []),
    {
      label: "First seen",
      value: firstSeen ? (
        <FirstSeenIn firstSeen={firstSeen} base={base} />
      ) : (
        <RelativeTime at={user.createdAt} />
      ),
    },
  ];
}

type LastRun = NonNullable<NonNullable<UserDetail["owned"]>["lastRun"]>;

/** The run that last updated the user may be the one that created them. */
function lastRow(run: LastRun, firstSeen: FirstSeen | null): string | null {
  return rowLabel(firstSeen?.runId === run.id ? firstSeen : { ...run, line: null });
}

/** "In row 212 of employees.csv, run of 3 May". */
function FirstSeenIn({ firstSeen, base }: { firstSeen: FirstSeen; base: string }) {
  const row = rowLabel(firstSeen);
  return (
    <>
      {row ? <bdi>In {row}, </bdi> : null}
      <RunOf id={firstSeen.runId} at={firstSeen.runAt} base={base} />
    </>
  );
}
