import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { EditedTeam, NewTeam, TeamUsers } from "@/lib/teams/schema";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

export type CreateTeam = Verb<NewTeam, { id: number }>;
export type UpdateTeam = Verb<EditedTeam, { aliases: string[] }>;
export type DeleteTeam = Verb<{ id: number }, void>;
export type AddUsersToTeam = Verb<TeamUsers, { added: number }>;
export type RemoveUsersFromTeam = Verb<TeamUsers, { removed: number }>;
export type ListTeamUses = Verb<{ id: number }, { id: number; name: string }[]>;
