import { foreignKey, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { identity, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { runs } from "./runs";

/** Skipped rows of a file, cell by cell as they were there, to be downloaded, corrected and uploaded. */
export const skippedRows = pgTable(
  "skipped_rows",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    runId: uuid("run_id").notNull(),
    row: integer("row").notNull(),
    cells: jsonb("cells").$type<string[]>().notNull(),
    /** Why nothing came of it: the messages of its errors, a line each. */
    reason: text("reason").notNull(),
  },
  (t) => [
    foreignKey({
      name: "skipped_rows_run",
      columns: [t.orgId, t.workspaceId, t.runId],
      foreignColumns: [runs.orgId, runs.workspaceId, runs.id],
    }).onDelete("cascade"),
    index("skipped_rows_of_run").on(t.runId, t.row),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
