import Link from "next/link";
import { MatchChoice } from "@/components/runs/match-choice";
import { MATCH_GROUPS } from "@/components/runs/match-labels";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { MatchOn } from "@/lib/model/plan";
import type { MatchTally } from "@/lib/runs/views/changes.store";

type Props = {
  runId: string;
  /** The URL of the run. */
  href: string;
  tally: readonly MatchTally[];
  canChoose: boolean;
};

/** New IDs of a plan that may belong to existing users: the count of each kind of match, and one choice for all of it. */
export function MatchPanel({ runId, href, tally, canChoose }: Props) {
  const groups = (["address_and_names", "address", "names"] as const)
    .map((on) => ({ on, same: countOf(tally, on, true), other: countOf(tally, on, false) }))
    .filter(({ same, other }) => same + other > 0);
  if (groups.length === 0) return null;
  const all = tally.reduce((sum, { count }) => sum + count, 0);
  return (
    <section aria-label="New IDs that may belong to existing users" className="rounded-lg border bg-card">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b px-4 py-3">
        <h2 className="font-medium">{plural(all, "new ID")} may belong to existing users</h2>
        <Link
          href={`${href}?status=match`}
          className="text-primary text-sm underline-offset-4 hover:underline"
        >
          Show only these
        </Link>
      </div>
      <ul className="divide-y">
        {groups.map(({ on, same, other }) => (
          <li key={on} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
            <div className="min-w-0 flex-1 basis-64 text-sm">
              <p>{MATCH_GROUPS[on]}</p>
              <p className="text-muted-foreground">
                {formatNumber(same)} the same person, {formatNumber(other)} a different person
              </p>
            </div>
            {canChoose ? (
              <MatchChoice
                runId={runId}
                lines={{ on }}
                isSame={other === 0 ? true : same === 0 ? false : null}
                label={`All with: ${MATCH_GROUPS[on]}`}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function countOf(tally: readonly MatchTally[], on: MatchOn, isSame: boolean): number {
  return tally.find((each) => each.on === on && each.isSame === isSame)?.count ?? 0;
}
