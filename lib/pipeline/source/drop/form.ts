import { z } from "zod";
import { RETENTION_DAYS } from "@/lib/drops/settings";
import { nameField } from "@/lib/pipeline/source/name-field";

const { min, max } = RETENTION_DAYS;

/** Shared by the form and the action. The user name is generated, and keys, passwords and tokens are made afterwards. */
const drop = z.object({
  kind: z.literal("drop"),
  name: nameField,
  retentionDays: z.coerce
    .number("Enter a number.")
    .int("Enter a whole number.")
    .min(min, `From ${min} to ${max} days.`)
    .max(max, `From ${min} to ${max} days.`),
});

export const newDrop = drop;
export const updatedDrop = drop.extend({ id: z.uuid() });

/** As a form holds it, and as it is sent. */
export type DropFields = z.input<typeof drop>;
export type DropInput = z.output<typeof drop>;
