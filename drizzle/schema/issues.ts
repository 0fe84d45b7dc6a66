import { foreignKey, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { IssueCode, IssueFile, Severity } from "@/lib/model/issue";
import { identity, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { runs } from "./runs";

/** What was wrong in a run, one row each (the first 10,000; `counts` on the run has all). */
export const issues = pgTable(
  "issues",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    runId: uuid("run_id").notNull(),
    severity: text("severity").$type<Severity>().notNull(),
    code: text("code").$type<IssueCode>().notNull(),
    message: text("message").notNull(),
    row: integer("row"),
    line: integer("line"),
    csvId: text("csv_id"),
    email: text("email"),
    column: text("column_name"),
    value: text("value"),
    /** Which file of the run. */
    file: text("file").$type<IssueFile>().notNull().default("users"),
  },
  (t) => [
    foreignKey({
      name: "issues_run",
      columns: [t.orgId, t.workspaceId, t.runId],
      foreignColumns: [runs.orgId, runs.workspaceId, runs.id],
    }).onDelete("cascade"),
    index("issues_run_row").on(t.runId, t.row, t.id),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
