"use client";

import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { MatchChoice } from "@/components/runs/match-choice";
import { matchInWords } from "@/components/runs/match-words";
import type { ChooseSame } from "@/components/runs/types";
import type { MatchView } from "@/lib/runs/views/types";

type Props = {
  line: { runId: string; changeId: number; name: string };
  match: MatchView;
  /** The address of the known user. */
  href: string;
  fileName: string | null;
  /** Null where there is nothing to choose any more, or for people who may not. */
  choose: ChooseSame | null;
};

/** Below a new ID: the known user whom it may be, and the choice whether it is the same person. */
export function MatchNote({ line, match, href, fileName, choose }: Props) {
  const { isSame, on, removedAt } = match;
  return (
    <div className="grid min-w-0 gap-1.5 border-held border-l-2 pl-2.5 text-sm">
      <p className="min-w-0">
        <span className="font-medium text-held">
          {on === "address_and_names" ? "Same address and names as" : "Possibly the same person as"}
        </span>{" "}
        <Link href={href} className="font-medium underline-offset-4 hover:underline">
          <bdi>{matchInWords(match)}</bdi>
        </Link>
        .{" "}
        {removedAt ? (
          <>
            Was here until <DayTime at={removedAt} />.
          </>
        ) : (
          `Not in ${fileName ?? "the file"} any more.`
        )}
      </p>
      <p className="text-muted-foreground">
        {isSame
          ? "Keeps their lists, teams, history and everything else under the new ID."
          : `Is created as a new user.${removedAt ? "" : " The other one is removed."}`}
      </p>
      {choose ? (
        <MatchChoice
          runId={line.runId}
          lines={{ changeIds: [line.changeId] }}
          isSame={isSame}
          label={`Who ${line.name} is`}
          choose={choose}
        />
      ) : null}
    </div>
  );
}
