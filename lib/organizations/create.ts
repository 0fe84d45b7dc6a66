import { randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import type { AccountCtx } from "@/lib/context";
import { enterTenant } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import { insertMember } from "@/lib/members/store";
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
  await ctx.db.run(async (tx) => {
    await enterTenant(tx, id);
    if (!(await insertOrganization(tx, { id, name, slug }))) throw taken(slug);
    await insertMember(tx, { orgId: id, accountId: ctx.accountId, role: "owner" });
    await writeAudit(
      tx,
      { orgId: id },
      { action: "organization.create", targetKind: "organization", targetId: id, targetLabel: name },
    );
  });
  ctx.log.info("organization.create.done", { orgId: id });
  return { id, slug };
}

function taken(slug: string): AppError {
  return new AppError("conflict", `The address /${slug} is already in use.`, {
    remedy: "Choose another address for the organization.",
    fieldErrors: { slug: "This address is already in use. Choose another." },
  });
}
