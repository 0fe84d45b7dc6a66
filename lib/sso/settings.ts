import type { MemberRole } from "@/drizzle/schema/members";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import { discover } from "@/lib/auth/sso/discover";
import { orgProviderId, redirectUri } from "@/lib/auth/sso/provider";
import type { Ctx } from "@/lib/context";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import type { SaveProvider } from "@/lib/sso/schema";
import { sealProviderSecret } from "@/lib/sso/secret";
import {
  deleteProvider,
  hasProvedDomain,
  insertProvider,
  type ProviderRow,
  selectDomains,
  selectProvider,
  updateProvider,
} from "@/lib/sso/store";

export type SsoSettings = {
  /** Where a provider sends people back to. Known before there is one: providers ask for it before they give a client. */
  redirectUri: string;
  provider: null | {
    label: string;
    issuer: string;
    clientId: string;
    secretSetAt: Date;
    onlySso: boolean;
    addsMembers: boolean;
    defaultRole: MemberRole;
  };
  domains: { id: string; domain: string; challenge: string; provedAt: Date | null }[];
};

/** How members sign in, without the secret. */
export async function getSsoSettings(ctx: Ctx): Promise<SsoSettings> {
  return ctx.db.run(async (tx) => {
    const row = await selectProvider(tx, ctx);
    const uri = redirectUri(orgProviderId(row?.id ?? firstId(ctx)));
    return { redirectUri: uri, provider: row && viewOf(row), domains: await selectDomains(tx, ctx) };
  });
}

function viewOf(row: ProviderRow): NonNullable<SsoSettings["provider"]> {
  const { label, issuer, clientId, secretSetAt, onlySso, addsMembers, defaultRole } = row;
  return { label, issuer, clientId, secretSetAt, onlySso, addsMembers, defaultRole };
}

/** An organization has one provider at most, whose row can have the organization's own id. */
function firstId({ orgId }: Ctx): string {
  return orgId;
}

/**
 * Sets up the organization's provider, or changes it. The secret is kept only as long as issuer and client are the same.
 * Throws `confirm_needed`, `invalid_input` with what is wrong with the issuer or the secret, `throttled`.
 */
export async function saveProvider(ctx: Ctx, input: SaveProvider): Promise<void> {
  requireConfirmed(ctx);
  await consumeRateLimit(ctx, "checkConnection", ctx.orgId);
  await checkIssuer(input.issuer);
  const now = ctx.clock();
  await ctx.db.run(async (tx) => {
    const old = await selectProvider(tx, ctx);
    const { label, issuer, clientId, clientSecret, addsMembers, defaultRole } = input;
    const id = old?.id ?? firstId(ctx);
    const owner = { orgId: ctx.orgId, id, issuer, clientId };
    const keeps = !clientSecret && old?.issuer === issuer && old.clientId === clientId;
    if (!clientSecret && !keeps) throw secretNeeded(old !== null);
    const sealed = clientSecret ? sealProviderSecret(owner, clientSecret) : old?.secretSealed;
    const secret = clientSecret ? { secretSealed: sealed, secretSetAt: now } : {};
    const values = { label, issuer, clientId, addsMembers, defaultRole, updatedAt: now, ...secret };
    if (old) await updateProvider(tx, ctx, values);
    else if (!(await insertProvider(tx, { ...values, ...owner, secretSealed: sealed ?? "" }))) throw raced();
    await writeAudit(tx, ctx, {
      ...{ action: "organization.set_sign_in", targetKind: "organization", targetId: ctx.orgId },
      ...{ targetLabel: label, detail: { ...changesOf(old, values), newSecret: Boolean(clientSecret) } },
    });
  });
  ctx.log.info("sso.provider.saved", { orgId: ctx.orgId });
}

async function checkIssuer(issuer: string): Promise<void> {
  try {
    await discover(issuer, { fresh: true });
  } catch (error) {
    if (!isAppError(error)) throw error;
    const message = `${error.message} ${error.remedy ?? ""}`.trim();
    throw new AppError("invalid_input", message, { cause: error, fieldErrors: { issuer: message } });
  }
}

type Shown = Pick<ProviderRow, "label" | "issuer" | "clientId" | "addsMembers" | "defaultRole">;

function changesOf(old: Shown | null, now: Shown): Record<string, unknown> {
  const names = ["label", "issuer", "clientId", "addsMembers", "defaultRole"] as const;
  const changed = names.filter((name) => old?.[name] !== now[name]);
  return Object.fromEntries(changed.map((name) => [name, { from: old?.[name] ?? null, to: now[name] }]));
}

/**
 * Removes the provider with its domains; people sign in with their passwords again. Throws `not_found`, `conflict` when
 * it is another one by now, `confirm_needed`.
 */
export async function removeProvider(ctx: Ctx, { issuer }: { issuer: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const old = await selectProvider(tx, ctx);
    if (!old) throw notFound("The sign-in provider");
    if (old.issuer !== issuer) throw raced();
    requireConfirmed(ctx);
    await deleteProvider(tx, ctx);
    const target = { targetKind: "organization" as const, targetId: ctx.orgId, targetLabel: old.label };
    await writeAudit(tx, ctx, { action: "organization.remove_sign_in", ...target });
  });
}

/**
 * Whether members of proved domains can open the organization with the provider only. Throws `conflict` without a proved
 * domain, `not_found`, `confirm_needed`.
 */
export async function requireOnlySso(ctx: Ctx, { onlySso }: { onlySso: boolean }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const old = await selectProvider(tx, ctx);
    if (!old) throw notFound("The sign-in provider");
    if (old.onlySso === onlySso) return;
    requireConfirmed(ctx);
    if (onlySso && !(await hasProvedDomain(tx, ctx))) {
      throw new AppError("conflict", "Verify a domain first.", {
        remedy: "Single sign-on is required of people whose e-mail address is of a verified domain.",
      });
    }
    await updateProvider(tx, ctx, { onlySso, updatedAt: ctx.clock() });
    const target = { targetKind: "organization" as const, targetId: ctx.orgId, targetLabel: old.label };
    const detail = { onlySso: { from: old.onlySso, to: onlySso } };
    await writeAudit(tx, ctx, { action: "organization.require_sso", ...target, detail });
  });
}

function secretNeeded(hadOne: boolean): AppError {
  const message = hadOne
    ? "Enter the client secret again: it was entered for another issuer or client."
    : "Enter the client secret.";
  return new AppError("invalid_input", message, { fieldErrors: { clientSecret: message } });
}

function raced(): AppError {
  return new AppError("conflict", "Someone else has just changed the sign-in provider.", {
    remedy: "Reload the page.",
  });
}
