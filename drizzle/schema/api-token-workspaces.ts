import { foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { apiTokens } from "./api-tokens";
import { orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/** The workspaces that a token is limited to. */
export const apiTokenWorkspaces = pgTable(
  "api_token_workspaces",
  { orgId: orgId(), tokenId: uuid("token_id").notNull(), workspaceId: workspaceId() },
  (t) => [
    primaryKey({ columns: [t.tokenId, t.workspaceId] }),
    foreignKey({
      name: "api_token_workspaces_token",
      columns: [t.orgId, t.tokenId],
      foreignColumns: [apiTokens.orgId, apiTokens.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "api_token_workspaces_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    index("api_token_workspaces_of_workspace").on(t.workspaceId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
