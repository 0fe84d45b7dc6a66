import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { CreateTeamInput, TeamUsersInput, UpdateTeamInput } from "@/lib/teams/schema";

type Verb<I, O> = (scope: WorkspaceScope, input: I) => Promise<ActionResult<O>>;

export type CreateTeam = Verb<CreateTeamInput, { id: number }>;
export type UpdateTeam = Verb<UpdateTeamInput, { aliases: string[] }>;
export type DeleteTeam = Verb<{ id: number }, void>;
export type AddUsersToTeam = Verb<TeamUsersInput, { added: number }>;
export type RemoveUsersFromTeam = Verb<TeamUsersInput, { removed: number }>;
export type ListTeamUses = Verb<{ id: number }, { id: number; name: string }[]>;
