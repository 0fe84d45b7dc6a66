import { addYears } from "date-fns";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { violated } from "@/lib/db/database-error";
import { AppError, notFound } from "@/lib/errors";
import { lockOwners, selectMember, updateRole } from "@/lib/members/store";
import { dropAddress, keepAddress, updateName, updateSlug } from "@/lib/organizations/lifecycle.store";
import { findMember, selectOrganization } from "@/lib/organizations/store";

/** Gives the organization another name. */
export async function renameOrganization(ctx: Ctx, { name }: { name: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const old = await selectOrganization(tx, ctx.orgId);
    if (!old) throw notFound("The organization");
    if (old.name === name) return;
    await updateName(tx, ctx.orgId, name);
    const target = { targetKind: "organization" as const, targetId: ctx.orgId, targetLabel: name };
    await writeAudit(tx, ctx, {
      ...{ action: "organization.rename", ...target, detail: { name: { from: old.name, to: name } } },
    });
  });
}

/** How long an address of earlier leads to the new one. */
const KEPT_YEARS = 1;

/**
 * Moves the organization to another address. The old one leads there for a year, for its pages and its portals, and is
 * nobody else's until then. Throws `conflict` when it is taken, `confirm_needed`.
 */
export async function changeAddress(ctx: Ctx, { slug }: { slug: string }): Promise<{ slug: string }> {
  const now = ctx.clock();
  try {
    await ctx.db.run(async (tx) => {
      const old = await selectOrganization(tx, ctx.orgId);
      if (!old) throw notFound("The organization");
      if (old.slug === slug) return;
      requireConfirmed(ctx);
      await updateSlug(tx, ctx.orgId, slug);
      await dropAddress(tx, ctx.orgId, slug);
      await keepAddress(tx, { orgId: ctx.orgId, old: old.slug, now, keptUntil: addYears(now, KEPT_YEARS) });
      const target = { targetKind: "organization" as const, targetId: ctx.orgId, targetLabel: old.name };
      const detail = { address: { from: old.slug, to: slug } };
      await writeAudit(tx, ctx, { action: "organization.change_address", ...target, detail });
    });
  } catch (error) {
    if (violated(error) === "organizations_slug") throw addressTaken(slug, error);
    throw error;
  }
  return { slug };
}

export function addressTaken(slug: string, cause?: unknown): AppError {
  return new AppError("conflict", `The address /${slug} is already in use.`, {
    cause,
    remedy: "Choose another address for the organization.",
    fieldErrors: { slug: "This address is already in use. Choose another." },
  });
}

/**
 * Makes another member an owner, and the one who does it an admin, both or neither. Throws `not_found`, `conflict` for a
 * member who is an owner already, `confirm_needed`.
 */
export async function transferOwnership(ctx: Ctx, { memberId }: { memberId: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    await lockOwners(tx, ctx.orgId);
    const heir = await selectMember(tx, ctx.orgId, memberId);
    if (!heir) throw notFound("The member");
    if (heir.role === "owner") throw new AppError("conflict", `${heir.name} is an owner already.`);
    requireConfirmed(ctx);
    // exempt(actor): only a member is an owner
    const own = ctx.actor.kind === "member" ? await findMember(tx, ctx.orgId, ctx.actor.accountId) : null;
    if (own?.role !== "owner") throw new AppError("forbidden", "Only an owner can transfer ownership.");
    await updateRole(tx, ctx.orgId, memberId, "owner");
    await updateRole(tx, ctx.orgId, own.id, "admin");
    const target = { targetKind: "organization" as const, targetId: ctx.orgId, targetLabel: heir.name };
    await writeAudit(tx, ctx, { action: "organization.transfer", ...target, detail: { memberId } });
  });
}
