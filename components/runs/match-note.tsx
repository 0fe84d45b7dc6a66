"use client";

import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { MatchChoice } from "@/components/runs/match-choice";
import { matchLabel } from "@/components/runs/match-labels";
import type { MatchView } from "@/lib/runs/views/types";

type Props = {
  line: { runId: string; changeId: number; name: string };
  match: MatchView;
  /** The URL of the existing user. */
  href: string;
  fileName: string | null;
  canChoose: boolean;
};

/** Below a new ID: the existing user it may belong to, and the choice whether it is the same person. */
export function MatchNote({ line, match, href, fileName, canChoose }: Props) {
  const { isSame, on, removedAt } = match;
  return (
    <div className="grid min-w-0 gap-1.5 border-held border-l-2 pl-2.5 text-sm">
      <p className="min-w-0">
        <span className="font-medium text-held">
          {on === "address_and_names" ? "Same address and names as" : "Possibly the same person as"}
        </span>{" "}
        <Link href={href} className="font-medium underline-offset-4 hover:underline">
          <bdi>{matchLabel(match)}</bdi>
        </Link>
        .{" "}
        {removedAt ? (
          <>
            Removed on <DayTime at={removedAt} />.
          </>
        ) : (
          `No longer in ${fileName ?? "the file"}.`
        )}
      </p>
      <p className="text-muted-foreground">
        {isSame
          ? "Keeps lists, teams, history and all other data under the new ID."
          : `Created as a new user.${removedAt ? "" : " The existing user is removed."}`}
      </p>
      {canChoose ? (
        <MatchChoice
          runId={line.runId}
          lines={{ changeIds: [line.changeId] }}
          isSame={isSame}
          label={`Who ${line.name} is`}
        />
      ) : null}
    </div>
  );
}
