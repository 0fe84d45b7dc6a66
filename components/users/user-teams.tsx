import { Crown } from "lucide-react";
import Link from "next/link";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { OriginBadges } from "@/components/teams/origin-badges";
import { Badge } from "@/components/ui/badge";
import { RunOf, rowLabel } from "@/components/users/history-line";
import type { UserTeam } from "@/lib/teams/views";
import { sinceRun } from "@/lib/users/teams/since-run";
import type { UserEvent } from "@/lib/users/views";

type Props = {
  teams: readonly UserTeam[];
  /** The newest part of the user's history, to find out since when. */
  events: readonly UserEvent[];
  /** The sync whose file adds this user to teams. */
  syncName: string | null;
  removed: boolean;
  base: string;
};

/** The teams that a user is in or manages: from a file or added manually, and since when. */
export function UserTeams({ teams, events, syncName, removed, base }: Props) {
  return (
    <Panel title="Teams" description="The teams this user is in or manages, and how they were added." flush>
      {teams.length === 0 ? (
        <p className="px-4 py-6 text-center text-muted-foreground text-sm">Not in any team.</p>
      ) : (
        <ul className="divide-y">
          {teams.map((team) => (
            <li key={`${team.id} ${team.role}`} className="grid gap-1 px-4 py-3">
              <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
                <Link
                  href={`${base}/teams/${team.id}`}
                  className="wrap-anywhere min-w-0 font-medium underline-offset-4 hover:underline"
                >
                  {team.name}
                </Link>
                {team.role === "manager" ? (
                  <Badge variant="accent">
                    <Crown aria-hidden="true" />
                    Manager
                  </Badge>
                ) : null}
                <OriginBadges part={team} syncName={syncName} />
              </div>
              <Since team={team} events={events} base={base} />
            </li>
          ))}
        </ul>
      )}
      {removed && teams.length > 0 ? (
        <p className="border-t bg-subtle px-4 py-2.5 text-muted-foreground text-sm">
          Removed users aren't counted in their teams. When you restore a user, they return to their teams
          immediately.
        </p>
      ) : null}
    </Panel>
  );
}

function Since({ team, events, base }: { team: UserTeam } & Pick<Props, "events" | "base">) {
  const run = team.byFile ? sinceRun(events, team) : null;
  if (!run && !team.byHand) return null;
  const row = run && rowLabel(run);
  return (
    <p className="wrap-anywhere text-muted-foreground text-sm">
      {run ? (
        <>
          From the file, added <RelativeTime at={run.at} />, {row ? <bdi>{row}, </bdi> : null}
          <RunOf id={run.runId} at={run.runAt} base={base} />.{" "}
        </>
      ) : null}
      {team.byHand ? (
        <>
          Added manually <RelativeTime at={team.byHand.at} />, by <bdi>{team.byHand.by}</bdi>.
        </>
      ) : null}
    </p>
  );
}
