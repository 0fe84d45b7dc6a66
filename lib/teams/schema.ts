import { z } from "zod";
import { storedText } from "@/lib/values/text";

export const TEAM_NAME_CHARS_MAX = 200;
export const TEAM_ALIASES_MAX = 50;

/** How many users one action puts in a team or takes out. */
export const TEAM_USERS_MAX = 1_000;

export const TEAMS_PAGE_SIZE = 50;

/** Shared by the dialogs and their actions. */
const id = z.number().int().positive();

const line = z
  .string()
  .overwrite(storedText)
  .max(TEAM_NAME_CHARS_MAX, `At most ${TEAM_NAME_CHARS_MAX} characters.`)
  .refine(
    (value) => !/[\r\n]/.test(value),
    "This has to be one line: in a file, a line break starts the next team.",
  );

const name = line.min(1, "Enter a name.");
const aliases = z
  .array(line.min(1, "Enter a name, or remove the line."))
  .max(TEAM_ALIASES_MAX, `At most ${TEAM_ALIASES_MAX} other names.`)
  .readonly();

const teamRole = z.enum(["member", "manager"]);
export const createTeamInput = z.object({ name, aliases });
/** A team that is renamed keeps its old name as another one, so that the next file finds it, unless `keepName` is false. */
export const updateTeamInput = z.object({ id, name, aliases, keepName: z.boolean().optional() });
export const teamIdInput = z.object({ id });
export const teamUsersInput = z.object({
  teamId: id,
  role: teamRole,
  userIds: z
    .array(id)
    .min(1, "Choose at least one user.")
    .max(TEAM_USERS_MAX, "At most 1,000 users at a time."),
});

export type CreateTeamInput = z.output<typeof createTeamInput>;
export type UpdateTeamInput = z.output<typeof updateTeamInput>;
export type TeamUsersInput = z.output<typeof teamUsersInput>;
