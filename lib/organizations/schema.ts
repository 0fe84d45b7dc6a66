import { z } from "zod";
import { slugSchema } from "@/lib/slug";

/** First parts of our own addresses, and words that one of our addresses may need one day. */
export const RESERVED_ORG_SLUGS: ReadonlySet<string> = new Set([
  ...[
    "sign-in",
    "sign-up",
    "new-organization",
    "forgot-password",
    "reset-password",
    "invite",
    "account",
    "api",
    "p",
    "dev",
  ],
  ...["admin", "app", "assets", "docs", "favicon", "health", "help", "login", "logout", "public", "robots"],
  ...["icon", "apple-icon", "opengraph-image", "manifest", "next"],
  ...["rollcall", "settings", "sign-out", "sitemap", "static", "status", "support", "well-known", "www"],
]);

/** What founding an organization takes; shared by its form. */
export const createOrganizationInput = z.object({
  name: z.string().trim().min(1, "Give the organization a name.").max(80, "Use 80 characters at most."),
  slug: slugSchema(RESERVED_ORG_SLUGS),
});

export type NewOrganization = z.infer<typeof createOrganizationInput>;

export const secondFactorRuleInput = z.object({ required: z.boolean() });
