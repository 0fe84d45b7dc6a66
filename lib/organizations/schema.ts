import { z } from "zod";
import { slugSchema } from "@/lib/slug";
import { readHex } from "@/lib/values/accent";

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

const name = z.string().trim().min(1, "Give the organization a name.").max(80, "Use 80 characters at most.");

/** What founding an organization takes; shared by its form. */
export const createOrganizationInput = z.object({ name, slug: slugSchema(RESERVED_ORG_SLUGS) });
export const renameOrganizationInput = z.object({ name });
export const changeAddressInput = z.object({ slug: slugSchema(RESERVED_ORG_SLUGS) });
export const transferOwnershipInput = z.object({ memberId: z.uuid("Choose a member.") });
export const deleteOrganizationInput = z.object({ typedName: z.string().max(200) });
export const restoreOrganizationInput = z.object({ id: z.uuid() });

/** An empty text takes the colour away. */
export const accentInput = z.object({
  accent: z
    .string()
    .max(20, "Enter a colour such as #0a7bff.")
    .transform((text, context) => {
      const hex = readHex(text);
      if (text.trim() === "" || hex) return hex;
      context.addIssue({ code: "custom", message: "Enter a colour in hex, such as #0a7bff." });
      return z.NEVER;
    }),
});
export const removeLogoInput = z.object({});

export type NewOrganization = z.infer<typeof createOrganizationInput>;

export const secondFactorRuleInput = z.object({ required: z.boolean() });
