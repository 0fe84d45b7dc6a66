import { z } from "zod";

/** Pages of the Account Manager live beside workspaces in the address. */
const RESERVED = new Set(["remote-sources", "workspaces", "members", "audit-log", "settings", "inbox"]);

const name = z.string().trim().min(1, "Enter a name.").max(80, "At most 80 characters.");

const slug = z
  .string()
  .trim()
  .min(1, "Enter the last part of the address.")
  .max(48, "At most 48 characters.")
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "Use lower-case letters, digits and single hyphens, such as field-staff.",
  )
  .refine((value) => !RESERVED.has(value), "Rollcall uses this address itself. Choose another one.");

export const createWorkspaceInput = z.object({ name, slug });
export const renameWorkspaceInput = z.object({ id: z.uuid(), name, slug });
export const deleteWorkspaceInput = z.object({ id: z.uuid(), typedName: z.string() });

export const contactInput = z.object({
  contact: z
    .string()
    .trim()
    .max(200, "At most 200 characters.")
    .regex(/^[^\p{Cc}]*$/u, "Enter it on one line."),
});

/** `fieldId`: null for the field that is called so. */
export const languageFieldInput = z.object({ fieldId: z.number().int().positive().nullable() });

export type ContactInput = z.output<typeof contactInput>;
export type LanguageFieldInput = z.output<typeof languageFieldInput>;
export type CreateWorkspaceInput = z.output<typeof createWorkspaceInput>;
export type RenameWorkspaceInput = z.output<typeof renameWorkspaceInput>;
