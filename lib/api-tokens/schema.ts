import { z } from "zod";
import { TOKEN_PERMISSIONS } from "@/lib/api-tokens/scopes";

export const TOKEN_DAYS_MAX = 365;

/** Shared by the form and its action. */
export const createTokenInput = z.object({
  label: z.string().trim().min(1, "Enter a name.").max(100, "At most 100 characters."),
  permissions: z
    .array(z.enum(TOKEN_PERMISSIONS.map(({ permission }) => permission)))
    .min(1, "Select at least one permission."),
  /** Null: all, those that are created later included. */
  workspaceIds: z.array(z.uuid()).min(1, "Select at least one workspace.").max(200).nullable(),
  /** After how many days it expires; null: never. */
  days: z
    .number()
    .int("Enter a whole number.")
    .min(1, "At least 1 day.")
    .max(TOKEN_DAYS_MAX, `At most ${TOKEN_DAYS_MAX} days.`)
    .nullable(),
});

export const tokenIdInput = z.object({ id: z.uuid() });

export type CreateTokenInput = z.output<typeof createTokenInput>;
export type TokenIdInput = z.output<typeof tokenIdInput>;
