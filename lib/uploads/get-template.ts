import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/read";
import type { ProfileField } from "@/lib/model/field";
import { TEMPLATES, type TemplateId } from "@/lib/syncs/propose/templates";
import { selectTeamNames } from "@/lib/teams/store";
import { getTargetView } from "@/lib/uploads/target";
import { managersTemplate, usersTemplate } from "@/lib/uploads/template";

type Wanted = {
  /** Whose mapping says the headers; absent: that of uploads. */
  syncId?: string | undefined;
  /** Says the headers instead. */
  template?: TemplateId | undefined;
  file: "users" | "managers";
};

const TEAMS = ["Sales", "Support"];
const JOB_TITLE: ProfileField = { id: 0, label: "Job title", type: "text", options: [] };

/** A CSV to fill in: right headers, two example rows whose cells a run can read, and which it skips for their addresses. Throws `not_found` for the sync. */
export async function getCsvTemplate(
  ctx: WorkspaceCtx,
  { syncId, template, file }: Wanted,
): Promise<{ fileName: string; text: string }> {
  const chosen = TEMPLATES.find(({ id }) => id === template)?.mapping;
  const mapping = chosen ?? (await getTargetView(ctx, syncId)).mapping;
  const known = (await ctx.db.run((tx) => selectTeamNames(tx, ctx))).map(({ name }) => name);
  const teams = known.length > 0 ? known.slice(0, 2) : TEAMS;
  if (file === "managers") {
    return { fileName: "managers-template.csv", text: managersTemplate({ mapping, teams }) };
  }
  const fields = await listFields(ctx);
  const isMissing = template === "employees" && fields.every(({ label }) => label !== JOB_TITLE.label);
  const all = isMissing ? [...fields, JOB_TITLE] : fields;
  return { fileName: "users-template.csv", text: usersTemplate({ fields: all, mapping, teams }) };
}
