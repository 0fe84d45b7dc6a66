import { resolveTxt } from "node:dns/promises";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import { newToken } from "@/lib/auth/token";
import type { Ctx } from "@/lib/context";
import { violated } from "@/lib/db/database-error";
import { AppError, notFound } from "@/lib/errors";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { deleteDomain, findDomain, insertDomain, selectProvider, setProved } from "@/lib/sso/store";

/** The name of the TXT record that proves a domain. */
export function challengeHost(domain: string): string {
  return `_rollcall-challenge.${domain}`;
}

/** Adds a domain that has to be proved then. Throws `conflict` without a provider and for a domain that is there. */
export async function addDomain(ctx: Ctx, { domain }: { domain: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const provider = await selectProvider(tx, ctx);
    if (!provider) throw new AppError("conflict", "Set up the sign-in provider first.");
    const challenge = `rollcall-domain=${newToken()}`;
    const { orgId } = ctx;
    if (!(await insertDomain(tx, { orgId, providerId: provider.id, domain, challenge }))) {
      throw new AppError("conflict", "This domain is already there.", {
        fieldErrors: { domain: "This domain is already there." },
      });
    }
    await writeAudit(tx, ctx, { action: "organization.add_domain", ...targetOf(ctx, domain) });
  });
}

/**
 * Looks for the TXT record of a domain. Throws `not_found`, `confirm_needed`, `throttled`, and `conflict` when the record
 * is not there (yet) or another organization has proved the domain.
 */
export async function proveDomain(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const found = await ctx.db.run((tx) => findDomain(tx, ctx, id));
  if (!found) throw notFound("The domain");
  requireConfirmed(ctx);
  await consumeRateLimit(ctx, "checkDomain", ctx.orgId);
  const { domain, challenge } = found;
  if (!(await readTxt(challengeHost(domain))).includes(challenge)) {
    throw new AppError("conflict", `The TXT record at ${challengeHost(domain)} is not there yet.`, {
      remedy: "Add it as shown. It can take an hour until everyone sees a new record.",
    });
  }
  try {
    await ctx.db.run(async (tx) => {
      await setProved(tx, ctx, id, ctx.clock());
      await writeAudit(tx, ctx, { action: "organization.prove_domain", ...targetOf(ctx, domain) });
    });
  } catch (error) {
    if (violated(error) !== "identity_domains_proved") throw error;
    throw new AppError("conflict", "Another organization has verified this domain.", {
      cause: error,
      remedy: "It has to be removed there first.",
    });
  }
}

/** Removes a domain: its people are no longer added, nor do they have to use single sign-on. Throws `not_found`. */
export async function removeDomain(ctx: Ctx, { id }: { id: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const found = await findDomain(tx, ctx, id);
    if (!found) throw notFound("The domain");
    requireConfirmed(ctx);
    await deleteDomain(tx, ctx, id);
    await writeAudit(tx, ctx, { action: "organization.remove_domain", ...targetOf(ctx, found.domain) });
  });
}

function targetOf({ orgId }: Ctx, domain: string) {
  return { targetKind: "organization" as const, targetId: orgId, targetLabel: domain };
}

/** A name without records is the same as one that does not exist. */
async function readTxt(host: string): Promise<string[]> {
  try {
    return (await resolveTxt(host)).map((parts) => parts.join("").trim());
  } catch {
    return [];
  }
}
