import { foreignKey, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { IssueCode, Severity } from "@/lib/model/issue";
import { identity, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { runs } from "./runs";

/** How often each thing was wrong in a run, however often: `issues` has the first 10,000 rows only. */
export const issueTallies = pgTable(
  "issue_tallies",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    runId: uuid("run_id").notNull(),
    severity: text("severity").$type<Severity>().notNull(),
    code: text("code").$type<IssueCode>().notNull(),
    column: text("column_name"),
    /** Null: of no value, or of more different ones than are counted separately. */
    value: text("value"),
    count: integer("count").notNull(),
  },
  (t) => [
    foreignKey({
      name: "issue_tallies_run",
      columns: [t.orgId, t.workspaceId, t.runId],
      foreignColumns: [runs.orgId, runs.workspaceId, runs.id],
    }).onDelete("cascade"),
    index("issue_tallies_of_run").on(t.runId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
