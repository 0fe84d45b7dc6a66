import { z } from "zod";

/** The name of a Remote Source, in the form of every kind. */
export const nameField = z
  .string()
  .trim()
  .min(1, "Enter a name that you will recognize later.")
  .max(80, "At most 80 characters.");
