import type { TeamRole } from "@/drizzle/schema/team-members";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import type { UserValues } from "@/lib/model/user";
import type { UserEvent } from "@/lib/users/views";

type RunEvent = Extract<UserEvent, { by: "run" }>;

/**
 * The run since which files put a user in a team, out of their history (newest first); null when it is further back than
 * the history goes, or the team is not by file now.
 */
export function sinceRun(
  events: readonly UserEvent[],
  { id, role }: { id: number; role: TeamRole },
): RunEvent | null {
  const key = role === "member" ? TEAMS_FIELD : MANAGES_FIELD;
  const has = (values: UserValues | null) => {
    const ids = values?.fields[key];
    return Array.isArray(ids) && ids.includes(id);
  };
  // A restored user gets back what they had: that says nothing about since when.
  const change = events.find(
    (event) =>
      (event.kind === "create" || event.before !== null) &&
      event.after !== null &&
      has(event.before) !== has(event.after),
  );
  return change?.by === "run" && has(change.after) ? change : null;
}
