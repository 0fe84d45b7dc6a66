import { unreachable } from "@/lib/errors";

/** Who is doing it. `label` is what histories show. */
export type Actor =
  | { kind: "member"; accountId: string; label: string }
  | { kind: "user"; userId: number; label: string }
  | { kind: "run"; runId: string; label: string }
  | { kind: "token"; tokenId: string; label: string }
  | { kind: "system"; label: string };

export type ActorKind = Actor["kind"];

type Traits = {
  /** Shown with a picture of their own in histories, not with the sign of a program. */
  isPerson: boolean;
  /** A plan or an apply of a million rows may take its time; a page may not. */
  statementsMayTakeLong: boolean;
  /** Whose name is looked up by the id that the audit log keeps; null where the label is the name. */
  namedBy: "account" | "user" | null;
};

/** What follows from the kind of an actor. Other files ask this record or the functions below, never for a kind. */
export const ACTORS = {
  member: { isPerson: true, statementsMayTakeLong: false, namedBy: "account" },
  user: { isPerson: true, statementsMayTakeLong: false, namedBy: "user" },
  run: { isPerson: false, statementsMayTakeLong: true, namedBy: null },
  token: { isPerson: false, statementsMayTakeLong: false, namedBy: null },
  system: { isPerson: false, statementsMayTakeLong: true, namedBy: null },
} satisfies Record<ActorKind, Traits>;

/** What each kind is called where one can be chosen. */
export const ACTOR_LABELS = {
  member: "Members",
  user: "Users of the portal",
  run: "Runs",
  token: "API tokens",
  system: "Rollcall",
} satisfies Record<ActorKind, string>;

/** The id that the audit log keeps beside the kind; null for one that has none. */
export function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case "member":
      return actor.accountId;
    case "user":
      return String(actor.userId);
    case "run":
      return actor.runId;
    case "token":
      return actor.tokenId;
    case "system":
      return null;
    default:
      return unreachable(actor);
  }
}

/** The account that is signed in; null where none is, such as for a run. */
export function accountOf(actor: Actor): string | null {
  switch (actor.kind) {
    case "member":
      return actor.accountId;
    case "user":
    case "run":
    case "token":
    case "system":
      return null;
    default:
      return unreachable(actor);
  }
}
