import type { TeamRole } from "@/drizzle/schema/team-members";

/** A team as the list shows it. Removed users don't count, and anyone in it both by file and manually counts once. */
export type TeamItem = {
  id: number;
  name: string;
  /** Other names that files may call it by. */
  aliases: string[];
  createdAt: Date;
  /** The run that found it in a file; null for one made manually. */
  madeBy: { runId: string; at: Date; syncName: string } | null;
  members: TeamSize;
  managers: TeamSize;
};

/** `all` is smaller than `file` and `hand` together when some are in it both ways. */
export type TeamSize = { all: number; file: number; hand: number };

/** How a user came into a team, or to lead it. */
export type TeamPart = {
  role: TeamRole;
  /** A file says so. */
  byFile: boolean;
  /** A member of the organization said so. */
  byHand: { by: string; at: Date } | null;
};

/** A team that a user is in or leads. */
export type UserTeam = TeamPart & { id: number; name: string };
