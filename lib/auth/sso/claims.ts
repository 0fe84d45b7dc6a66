import { z } from "zod";
import { readEmail } from "@/lib/auth/read-email";

/** Who someone is at a provider. Nothing but issuer and subject identifies them; the address is only what it says. */
export type Identity = {
  issuer: string;
  subject: string;
  email: string | null;
  /** What the provider says of the address; null when it says nothing. */
  emailVerified: boolean | null;
  name: string | null;
  /** When the person last entered their password there. */
  authTime: Date | null;
};

const claimsSchema = z.object({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(255),
  email: z.string().max(320).nullish(),
  // Some providers give the words.
  email_verified: z.union([z.boolean(), z.enum(["true", "false"])]).nullish(),
  name: z.string().max(500).nullish(),
  auth_time: z.number().nullish(),
});

/** The claims of an ID token that was checked; null when they are not those of a person. */
export function readClaims(claims: unknown): Identity | null {
  const found = claimsSchema.safeParse(claims);
  if (!found.success) return null;
  const { iss, sub, email, email_verified: verified, name, auth_time: at } = found.data;
  const read = email ? readEmail(email) : { fault: "address" };
  return {
    issuer: iss,
    subject: sub,
    email: "email" in read ? read.email : null,
    emailVerified: verified === null || verified === undefined ? null : String(verified) === "true",
    name: name?.trim().slice(0, 120) || null,
    authTime: at ? new Date(at * 1000) : null,
  };
}
