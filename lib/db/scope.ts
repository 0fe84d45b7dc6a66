import { and, eq, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

type OrgTable = { orgId: PgColumn };
type WorkspaceTable = OrgTable & { workspaceId: PgColumn };
type Org = { orgId: string };
type Workspace = Org & { workspaceId: string };

/** The rows of a table that are the organization's. Every query names its tenant, though row-level security does as well. */
export function inOrg(table: OrgTable, { orgId }: Org): SQL {
  return eq(table.orgId, orgId);
}

/** The rows of a table that are the workspace's. */
export function inWorkspace(table: WorkspaceTable, { orgId, workspaceId }: Workspace): SQL | undefined {
  return and(eq(table.orgId, orgId), eq(table.workspaceId, workspaceId));
}

/** The row of the workspace with this id. */
export function byId(
  table: WorkspaceTable & { id: PgColumn },
  workspace: Workspace,
  id: string | number,
): SQL | undefined {
  return and(inWorkspace(table, workspace), eq(table.id, id));
}
