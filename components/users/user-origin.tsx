import Link from "next/link";
import { type Fact, Facts } from "@/components/patterns/facts";
import { RelativeTime } from "@/components/patterns/relative-time";
import { formatNumber } from "@/lib/format/number";
import type { UserDetail } from "@/lib/users/views";

/** Why this person is here: the sync, the ID and row in its file, the run; or that someone added them. */
export function UserOrigin({ user, base }: { user: UserDetail; base: string }) {
  return (
    <div className="grid gap-4">
      <Facts columns={1} items={user.source ? syncFacts(user, base) : handFacts(user)} />
      {user.drifted ? (
        <p className="rounded-md border border-held-line bg-held-soft px-3 py-2 text-sm">
          Edited by hand since the last run. The next run of {user.source?.syncName} puts back what its file
          says.
        </p>
      ) : null}
    </div>
  );
}

function handFacts(user: UserDetail): Fact[] {
  return [
    { label: "Source", value: "Added by hand; syncs leave this user as they are" },
    { label: "Added", value: <RelativeTime at={user.createdAt} /> },
    { label: "Last changed", value: <RelativeTime at={user.updatedAt} /> },
  ];
}

function syncFacts(user: UserDetail, base: string): Fact[] {
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
          Run of <RelativeTime at={run.at} />
        </Link>
      ),
    },
    {
      label: "File",
      value:
        run?.fileName && (run.row === null ? run.fileName : `${run.fileName}, row ${formatNumber(run.row)}`),
    },
    { label: "First seen", value: <RelativeTime at={user.createdAt} /> },
  ];
}
