import { History } from "lucide-react";
import Link from "next/link";
import { MovedPeople } from "@/components/lists/moved-people";
import { EmptyState } from "@/components/patterns/empty-state";
import { RelativeTime } from "@/components/patterns/relative-time";
import { plural } from "@/lib/format/plural";
import type { ListRun } from "@/lib/lists/views";

type Props = {
  listId: number;
  runs: readonly ListRun[];
  /** How many runs were checked, including those that changed nothing here. */
  lookedAt: number;
  base: string;
};

/** Who joined and who left with each run, newest first. */
export function ListRuns({ listId, runs, lookedAt, base }: Props) {
  if (runs.length === 0) {
    return (
      <EmptyState
        compact
        icon={<History />}
        title="No run has changed this list"
        description={
          lookedAt === 0
            ? "There were no runs in the last 90 days, or their details were deleted."
            : `Checked ${plural(lookedAt, "run")} against the current rule.`
        }
      />
    );
  }
  return (
    <ul className="divide-y">
      {runs.map(({ runId, at, syncName, isUndo, joined, left }) => (
        <li key={runId} className="grid gap-1 px-4 py-3">
          <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <Link
              href={`${base}/runs/${runId}`}
              className="wrap-anywhere min-w-0 font-medium underline-offset-4 hover:underline"
            >
              {isUndo ? "Undo of a run of" : "Run of"} {syncName}
            </Link>
            <RelativeTime at={at} className="text-muted-foreground" />
          </p>
          <MovedPeople
            name={syncName}
            query={{ runId, part: "done", target: { kind: "list", id: listId } }}
            gained={joined}
            lost={left}
            labels={{ gained: "joined", lost: "left" }}
            base={base}
          />
        </li>
      ))}
    </ul>
  );
}
