import { z } from "zod";
import { isEmail } from "@/lib/values/email";
import { storedText } from "@/lib/values/text";

/** Shared by the form and its actions. Field values come as typed, by field id; `readFieldInput` turns them. */
const USER_ROLES = ["participant", "author", "admin"] as const;

const NAME_CHARS_MAX = 200;

const line = (max: number) =>
  z
    .string()
    .overwrite(storedText)
    .max(max, `At most ${max} characters.`)
    .refine((value) => !/[\r\n]/.test(value), "This has to be one line.");

const teamIds = z.array(z.string().regex(/^[1-9]\d{0,14}$/)).max(1_000, "At most 1,000 teams.");

const person = z.object({
  email: line(254)
    .min(1, "Enter an e-mail address.")
    .refine((value) => value === "" || isEmail(value), "This e-mail address is not valid."),
  firstName: line(NAME_CHARS_MAX),
  lastName: line(NAME_CHARS_MAX),
  mobile: line(50),
  role: z.enum(USER_ROLES),
  fields: z.record(z.string().regex(/^\d+$/), z.union([z.string(), z.array(z.string())])),
  /** What is given manually, in place of what was; absent: as it is. */
  teams: z.object({ member: teamIds, manager: teamIds }).optional(),
});

const id = z.number().int().positive();

export const createUserInput = person;
export const updateUserInput = person.extend({ id, version: z.number().int().positive() });
export const userIdInput = z.object({ id });

export type UserInput = z.output<typeof person>;
export type UpdateUserInput = z.output<typeof updateUserInput>;
