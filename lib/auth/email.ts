import { z } from "zod";
import { EMAIL_PROBLEMS } from "@/lib/auth/email-problems";
import { readEmail } from "@/lib/auth/read-email";

/** An e-mail address in a form: accepted as typed, returned in its normalized spelling. */
export const emailSchema = z.string().transform((raw, context) => {
  const read = readEmail(raw);
  if ("email" in read) return read.email;
  context.issues.push({ code: "custom", message: EMAIL_PROBLEMS[read.fault], input: raw });
  return z.NEVER;
});
