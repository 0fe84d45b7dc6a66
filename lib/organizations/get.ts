import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectOrganization } from "@/lib/organizations/store";

/** The organization of the context: its name and its slug. */
export async function getOrganization(ctx: Ctx): Promise<{ id: string; name: string; slug: string }> {
  const row = await ctx.db.run((tx) => selectOrganization(tx, ctx.orgId));
  if (!row) throw notFound("The organization");
  return row;
}
