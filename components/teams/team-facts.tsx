import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { Facts } from "@/components/patterns/facts";
import { RelativeTime } from "@/components/patterns/relative-time";
import { formatNumber } from "@/lib/format/number";
import type { TeamItem, TeamSize } from "@/lib/teams/views";

/** Sizes, other names, and where the team comes from. */
export function TeamFacts({ team, base }: { team: TeamItem; base: string }) {
  const { members, managers, aliases, madeBy, createdAt } = team;
  return (
    <div className="rounded-lg border bg-card p-4">
      <Facts
        columns={4}
        items={[
          { label: "Members", value: sizeInWords(members) },
          { label: "Managers", value: sizeInWords(managers) },
          { label: "Other names in files", value: aliases.length > 0 ? aliases.join(", ") : null },
          {
            label: "Made",
            value: madeBy ? (
              <>
                by a file, in the{" "}
                <Link
                  className="text-primary underline-offset-4 hover:underline"
                  href={`${base}/runs/${madeBy.runId}`}
                >
                  run of <DayTime at={madeBy.at} dayOnly />
                </Link>{" "}
                of <bdi>{madeBy.syncName}</bdi>
              </>
            ) : (
              <>
                by hand, <RelativeTime at={createdAt} />
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

function sizeInWords({ all, file, hand }: TeamSize): string {
  if (all === 0) return "0";
  if (hand === 0) return `${formatNumber(all)}, from files`;
  if (file === 0) return `${formatNumber(all)}, by hand`;
  return `${formatNumber(all)}: ${formatNumber(file)} from files, ${formatNumber(hand)} by hand`;
}
