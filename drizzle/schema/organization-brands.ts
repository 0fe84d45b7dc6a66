import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant, tenantPolicy } from "./columns";
import { organizations } from "./organizations";

/** What an organization's portals look like: its logo, as we made it of what was uploaded, and its accent colour. */
export const organizationBrands = pgTable(
  "organization_brands",
  {
    orgId: uuid("org_id")
      .primaryKey()
      .references(() => organizations.id, { onDelete: "cascade" }),
    /** `#rrggbb` in lower case, as it was chosen: what is shown is made of it (`lib/values/accent`). */
    accent: text("accent"),
    /** WebP. */
    logo: bytes("logo"),
    /** SHA-256 of `logo` in lower-case hex: the address that browsers keep it under. */
    logoHash: text("logo_hash"),
    logoWidth: integer("logo_width"),
    logoHeight: integer("logo_height"),
    /** Mostly light on nothing: it needs a dark ground. */
    logoIsLight: boolean("logo_is_light"),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    check("organization_brands_accent", sql`${t.accent} ~ '^#[0-9a-f]{6}$'`),
    check(
      "organization_brands_logo",
      sql`num_nulls(${t.logo}, ${t.logoHash}, ${t.logoWidth}, ${t.logoHeight}, ${t.logoIsLight}) in (0, 5) and octet_length(${t.logo}) <= 500000`,
    ),
    tenantPolicy(),
  ],
);
