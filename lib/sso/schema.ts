import { z } from "zod";
import { emailSchema } from "@/lib/auth/email";
import { ROLES } from "@/lib/members/roles";

const ISSUER = /^https?:\/\/[^/@?#\s]+[^?#\s]*$/i;

const issuer = z
  .string()
  .trim()
  .max(500)
  .regex(ISSUER, "Enter the issuer as your provider shows it, such as https://acme.okta.com.");

export const saveProviderInput = z.object({
  label: z.string().trim().min(1, "Enter a name, such as Okta.").max(40, "Use 40 characters at most."),
  issuer,
  clientId: z.string().trim().min(1, "Enter the client ID.").max(500, "Use 500 characters at most."),
  /** Left out to keep the one that is stored. */
  clientSecret: z.string().trim().max(2000, "Use 2,000 characters at most.").optional(),
  addsMembers: z.boolean(),
  defaultRole: z.enum(ROLES, "Choose a role.").exclude(["owner"]),
});

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

export const addDomainInput = z.object({
  domain: z.string().trim().toLowerCase().max(253).regex(DOMAIN, "Enter a domain, such as acme.com."),
});
export const domainInput = z.object({ id: z.uuid() });
export const requireSsoInput = z.object({ onlySso: z.boolean() });
export const removeProviderInput = z.object({ issuer: z.string().max(500) });
export const noInput = z.object({});

export const findSignInInput = z.object({ email: emailSchema });
export const linkByMailInput = z.object({
  token: z.string().regex(/^[\w-]{43}$/, "This link is not valid."),
});
export const unlinkIdentityInput = z.object({ id: z.uuid() });

export type SaveProvider = z.output<typeof saveProviderInput>;
