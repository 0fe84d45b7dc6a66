import { z } from "zod";
import { createTeamInput, TEAM_ALIASES_MAX, TEAM_NAME_CHARS_MAX } from "@/lib/teams/schema";

/** The form holds other names as text, one per line. */
export const teamShape = z.object({
  name: createTeamInput.shape.name,
  aliases: z
    .string()
    .transform((text) => text.split("\n").filter((line) => line.trim() !== ""))
    .refine((lines) => lines.length <= TEAM_ALIASES_MAX, `Enter at most ${TEAM_ALIASES_MAX} other names.`)
    .refine(
      (lines) => lines.every((line) => line.trim().length <= TEAM_NAME_CHARS_MAX),
      `Each name can have at most ${TEAM_NAME_CHARS_MAX} characters.`,
    ),
  keepName: z.boolean(),
});

export type TypedTeam = z.input<typeof teamShape>;
export type ReadTeam = z.output<typeof teamShape>;
