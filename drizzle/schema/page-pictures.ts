import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/** A picture for pages, as we made it of what was uploaded. Which pages show it is said by their texts alone. */
export const pagePictures = pgTable(
  "page_pictures",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    workspaceId: workspaceId(),
    /** WebP. */
    content: bytes("content").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    addedBy: text("added_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "page_pictures_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    index("page_pictures_of_workspace").on(t.orgId, t.workspaceId),
    check("page_pictures_size", sql`octet_length(${t.content}) <= 4000000`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
