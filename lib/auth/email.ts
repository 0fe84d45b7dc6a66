import { z } from "zod";

// Non-ASCII look-alikes and a second @ have been used to reach another person's account (GHSA-7rqj-j65f-68wh).
const LOCAL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/i;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** The one spelling of an e-mail address that accounts and invitations are kept under; null when it can't be one. */
export function normalEmail(raw: string): string | null {
  const email = raw.normalize("NFKC").trim().toLowerCase();
  const [local, domain, ...rest] = email.split("@");
  if (!local || !domain || rest.length > 0 || email.length > 254) return null;
  return LOCAL.test(local) && DOMAIN.test(domain) ? email : null;
}

/** An e-mail address in a form: comes in as typed, goes on in its one spelling. */
export const emailSchema = z
  .string()
  .max(320, "This is too long for an e-mail address.")
  .transform((raw, context) => {
    const email = normalEmail(raw);
    if (email) return email;
    context.issues.push({
      code: "custom",
      message: "Enter an e-mail address such as anna@example.com.",
      input: raw,
    });
    return z.NEVER;
  });
