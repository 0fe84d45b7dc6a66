import type { Move, Past } from "@/lib/lists/since";
import type { ChangeKind } from "@/lib/model/plan";
import type { UserValues } from "@/lib/model/user";
import type { Subject } from "@/lib/rules/holds";

/** What the tables say of a user's past, newest first. */
export type HistoryEvent = { at: Date; before: UserValues | null } & (
  | {
      by: "run";
      runId: string;
      syncId: string;
      syncName: string;
      kind: ChangeKind;
      oldCsvId: string | null;
      unlinks: boolean;
    }
  | {
      by: "member";
      kind: "create" | "update" | "remove" | "restore";
      label: string;
      roleBefore: Subject["role"] | null;
    }
);

export type HandTeam = { teamId: number; role: "member" | "manager"; at: Date; by: string };

/** Walks back from what a user is now: each event with what they were until then. */
export function membershipHistoryOf(
  now: Subject,
  createdAt: Date,
  { events, hands }: { events: readonly HistoryEvent[]; hands: readonly HandTeam[] },
): Past {
  let here: Subject = { ...now, byHand: handsAt(hands) };
  const moves: Move[] = [];
  const steps = [...events, ...hands.map((hand) => ({ ...hand, by: "hand" as const, who: hand.by }))];
  // Stable: events of one instant stay in the order they came in.
  steps.sort((a, b) => b.at.getTime() - a.at.getTime());
  for (const step of steps) {
    if (step.by === "hand") {
      here = { ...here, byHand: without(here.byHand, step) };
      moves.push({ at: step.at, runId: null, by: step.who, before: here });
      continue;
    }
    const was = wasBefore(step, here);
    const [runId, by] = step.by === "run" ? [step.runId, step.syncName] : [null, step.label];
    moves.push({ at: step.at, runId, by, before: was });
    here = was ?? here;
  }
  return { moves, createdAt };
}

/** Null for who was not there before. */
function wasBefore(event: HistoryEvent, here: Subject): Subject | null {
  if (event.kind === "create" || event.kind === "restore" || event.before === null) return null;
  if (event.by === "member") return { ...here, ...event.before, role: event.roleBefore ?? here.role };
  const adopted = event.kind === "relink" && event.oldCsvId === null;
  const syncId = event.unlinks ? event.syncId : adopted ? null : here.syncId;
  return { ...here, ...event.before, syncId };
}

function handsAt(hands: readonly HandTeam[]): NonNullable<Subject["byHand"]> {
  const of = (role: HandTeam["role"]) =>
    hands.filter((hand) => hand.role === role).map(({ teamId }) => teamId);
  return { member: of("member"), manager: of("manager") };
}

function without(byHand: Subject["byHand"], { teamId, role }: { teamId: number; role: HandTeam["role"] }) {
  const all = byHand ?? { member: [], manager: [] };
  return { ...all, [role]: all[role].filter((id) => id !== teamId) };
}
