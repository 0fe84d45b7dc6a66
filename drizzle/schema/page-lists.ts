import { foreignKey, index, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { pages } from "./pages";
import { userLists } from "./user-lists";

/** Which lists open a page. A list that opens one can't be deleted: the page would close without a word. */
export const pageLists = pgTable(
  "page_lists",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    pageId: whole("page_id").notNull(),
    listId: whole("list_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.pageId, t.listId] }),
    foreignKey({
      name: "page_lists_page",
      columns: [t.orgId, t.workspaceId, t.pageId],
      foreignColumns: [pages.orgId, pages.workspaceId, pages.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "page_lists_list",
      columns: [t.orgId, t.workspaceId, t.listId],
      foreignColumns: [userLists.orgId, userLists.workspaceId, userLists.id],
    }),
    index("page_lists_of_list").on(t.listId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
