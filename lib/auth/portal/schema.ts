import { z } from "zod";
import { emailSchema } from "@/lib/auth/email";

const slugs = { org: z.string().min(1).max(80), workspace: z.string().min(1).max(80) };
const next = z.string().max(500).optional();

export const requestLinkInput = z.object({ ...slugs, email: emailSchema, next });
/** 32 random bytes in base64url. */
export const enterPortalInput = z.object({
  ...slugs,
  token: z.string().regex(/^[\w-]{43}$/, "This link is not valid."),
});
export const leavePortalInput = z.object({ ...slugs, purpose: z.enum(["session", "view"]) });
export const viewAsInput = z.object({ userId: z.number().int().positive() });

export type WantedLink = z.output<typeof requestLinkInput>;
export type UsedLink = z.output<typeof enterPortalInput>;
