import { randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import type { AccountCtx } from "@/lib/context";
import { violated } from "@/lib/db/database-error";
import { enterTenant } from "@/lib/db/tenant";
import { insertMember } from "@/lib/members/store";
import { addressTaken } from "@/lib/organizations/change";
import type { NewOrganization } from "@/lib/organizations/schema";
import { insertOrganization } from "@/lib/organizations/store";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/** Founds an organization whose first owner is the account. Throws `conflict` when the slug is taken. */
export async function createOrganization(
  ctx: AccountCtx,
  { name, slug }: NewOrganization,
): Promise<{ id: string; slug: string }> {
  await consumeRateLimit(ctx, "organization", ctx.accountId);
  const id = randomUUID();
  try {
    await ctx.db.run(async (tx) => {
      await enterTenant(tx, id);
      if (!(await insertOrganization(tx, { id, name, slug }))) throw addressTaken(slug);
      await insertMember(tx, { orgId: id, accountId: ctx.accountId, role: "owner" });
      const target = { targetKind: "organization" as const, targetId: id, targetLabel: name };
      await writeAudit(tx, { orgId: id }, { action: "organization.create", ...target });
    });
  } catch (error) {
    // An address of earlier that still leads to another organization.
    if (violated(error) === "organizations_slug") throw addressTaken(slug, error);
    throw error;
  }
  ctx.log.info("organization.create.done", { orgId: id });
  return { id, slug };
}
