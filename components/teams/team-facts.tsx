import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { Facts } from "@/components/patterns/facts";
import { RelativeTime } from "@/components/patterns/relative-time";
import { formatNumber } from "@/lib/format/number";
import type { TeamItem, TeamSize } from "@/lib/teams/views";

/** Size, other names and origin of a team. */
export function TeamFacts({ team, base }: { team: TeamItem; base: string }) {
  const { members, managers, aliases, madeBy, createdAt } = team;
  return (
    <div className="rounded-lg border bg-card p-4">
      <Facts
        columns={4}
        items={[
          { label: "Members", value: sizeLabel(members) },
          { label: "Managers", value: sizeLabel(managers) },
          { label: "Other names in files", value: aliases.length > 0 ? aliases.join(", ") : null },
          {
            label: "Created",
            value: madeBy ? (
              <>
                By <bdi>{madeBy.syncName}</bdi>,{" "}
                <Link
                  className="text-primary underline-offset-4 hover:underline"
                  href={`${base}/runs/${madeBy.runId}`}
                >
                  run of <DayTime at={madeBy.at} dayOnly />
                </Link>
              </>
            ) : (
              <>
                Manually, <RelativeTime at={createdAt} />
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

function sizeLabel({ all, file, hand }: TeamSize): string {
  if (all === 0) return "0";
  if (hand === 0) return `${formatNumber(all)} from files`;
  if (file === 0) return `${formatNumber(all)} added manually`;
  return `${formatNumber(all)}: ${formatNumber(file)} from files, ${formatNumber(hand)} added manually`;
}
