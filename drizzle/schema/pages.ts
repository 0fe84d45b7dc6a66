import { foreignKey, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, identity, instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/** `lists`: only users in one of the page's lists (`page_lists`); with none of them, nobody. */
export type PageAudience = "everyone" | "lists";

/** Content of the portal. */
export const pages = pgTable(
  "pages",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    title: text("title").notNull(),
    slug: text("slug").notNull(),
    /** Markdown. */
    body: text("body").notNull().default(""),
    audience: text("audience").$type<PageAudience>().notNull().default("lists"),
    position: integer("position").notNull().default(0),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "pages_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    unique("pages_tenant").on(t.orgId, t.workspaceId, t.id),
    unique("pages_slug").on(t.workspaceId, t.slug),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
