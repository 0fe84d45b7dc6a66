import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { type Download, fileNameOf, pages } from "@/lib/csv/download";
import { notFound } from "@/lib/errors";
import { selectFields } from "@/lib/fields/store";
import { type ExportedMember, selectExportPage } from "@/lib/lists/members.store";
import { type ListRow, selectList } from "@/lib/lists/store";
import type { ProfileField } from "@/lib/model/field";
import type { RuleContext } from "@/lib/rules/rule-sql.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { csvIdOf } from "@/lib/users/ids";
import { shownValue } from "@/lib/users/values";

const PAGE_ROWS = 1_000;
const HEADER = ["ID", "Email", "First name", "Last name", "Mobile"];

/**
 * The users of a list by name as CSV, with the columns that an upload reads: a field each, the values of a multiple choice
 * on lines of their own. Throws `not_found`.
 */
export async function exportListMembers(ctx: WorkspaceCtx, { id }: { id: number }): Promise<Download> {
  const { list, context, fields } = await ctx.db.run(async (tx) => {
    const found = await selectList(tx, ctx, id);
    if (!found) throw notFound("This user list");
    const target = { targetKind: "list" as const, targetId: id, targetLabel: found.name };
    await writeAudit(tx, ctx, { action: "list.export", ...target, detail: { workspaceId: ctx.workspaceId } });
    const asked = await selectRuleContext(tx, ctx, [found.rule]);
    return { list: found, context: asked, fields: await selectFields(tx, ctx) };
  });
  const fileName = fileNameOf({ syncName: list.name, at: ctx.clock(), what: "users" });
  return { fileName, rows: rowsOf(ctx, { list, context, fields }) };
}

type Input = { list: ListRow; context: RuleContext; fields: readonly ProfileField[] };

async function* rowsOf(ctx: WorkspaceCtx, { list, context, fields }: Input): AsyncGenerator<string[][]> {
  yield [[...HEADER, ...fields.map(({ label }) => label)]];
  for await (const page of pages<ExportedMember>(PAGE_ROWS, (after, limit) =>
    ctx.db.run((tx) => selectExportPage(tx, ctx, { list, context }, { after, limit })),
  )) {
    yield page.map(({ externalId, email, firstName, lastName, mobile, fields: values }) => [
      ...[csvIdOf(externalId) ?? "", email, firstName, lastName, mobile],
      ...fields.map((field) => shownValue(field, values[field.id]).join("\n")),
    ]);
  }
}
