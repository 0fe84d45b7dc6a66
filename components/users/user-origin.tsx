import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { type Fact, Facts } from "@/components/patterns/facts";
import { RelativeTime } from "@/components/patterns/relative-time";
import { placeInWords, RunOf } from "@/components/users/history-line";
import type { FirstSeen, UserDetail } from "@/lib/users/views";

type Props = { user: UserDetail; firstSeen: FirstSeen | null; base: string };

/** Why this person is here: the sync, the ID and row in its file, the run; or that someone added them. */
export function UserOrigin({ user, firstSeen, base }: Props) {
  return (
    <div className="grid gap-4">
      <Facts
        columns={1}
        items={user.source ? syncFacts({ user, firstSeen, base }) : handFacts({ user, firstSeen, base })}
      />
      {user.drifted ? (
        <p className="rounded-md border border-held-line bg-held-soft px-3 py-2 text-sm">
          Changed by hand or by an undo since the file was last read. The next run of {user.source?.syncName}{" "}
          puts back what its file says.
        </p>
      ) : null}
    </div>
  );
}

function handFacts({ user, firstSeen, base }: Props): Fact[] {
  return [
    {
      label: "Source",
      value: firstSeen
        ? "Came from a file, edited by hand since; syncs leave this user as they are"
        : "Added by hand; syncs leave this user as they are",
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
      label: "Last written by",
      value: run && (
        <Link className={link} href={`${base}/runs/${run.id}`}>
          Run of <DayTime at={run.at} />
        </Link>
      ),
    },
    // An undo has read no file.
    ...(run?.fileName ? [{ label: "Last read from", value: lastPlace(run, firstSeen) }] : []),
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

/** The run that wrote last may be the one that created the user. */
function lastPlace(run: LastRun, firstSeen: FirstSeen | null): string | null {
  return placeInWords(firstSeen?.runId === run.id ? firstSeen : { ...run, line: null });
}

/** "In row 212 of employees.csv, run of 3 May". */
function FirstSeenIn({ firstSeen, base }: { firstSeen: FirstSeen; base: string }) {
  const place = placeInWords(firstSeen);
  return (
    <>
      {place ? <bdi>In {place}, </bdi> : null}
      <RunOf id={firstSeen.runId} at={firstSeen.runAt} base={base} />
    </>
  );
}
