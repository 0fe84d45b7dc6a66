import { networkOf } from "@/lib/auth/client-ip";
import { operatorProviders, orgProviderId, rowOfProvider, type SsoProvider } from "@/lib/auth/sso/provider";
import type { VisitorCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { openProviderSecret } from "@/lib/sso/secret";
import {
  findProviderOfDomain,
  findProviderOfOrg,
  findProviderOrg,
  type ProviderRow,
  selectProvider,
} from "@/lib/sso/store";

type Looker = Pick<VisitorCtx, "db">;

/** A provider with its secret, by its id in addresses; null for an unknown one. */
export async function findProvider(ctx: Looker, id: string): Promise<SsoProvider | null> {
  const operators = operatorProviders().find((provider) => provider.id === id);
  if (operators) return operators;
  const row = rowOfProvider(id);
  const found = row && (await findRow(ctx, row));
  if (!found) return null;
  const { orgId, label, issuer, clientId } = found;
  return { id, orgId, label, issuer, clientId, clientSecret: openProviderSecret(found) };
}

async function findRow(ctx: Looker, id: string): Promise<ProviderRow | null> {
  const orgId = await ctx.db.run((tx) => findProviderOrg(tx, id));
  if (!orgId) return null;
  return tenantDb(db(), { orgId }).run((tx) => selectProvider(tx, { orgId }));
}

/**
 * The provider that people with an address sign in with. It depends on the domain alone, never on whether there is an
 * account. Throws `throttled`, and `not_found` when there is none.
 */
export async function findSignInProvider(
  ctx: VisitorCtx,
  { email }: { email: string },
): Promise<{ providerId: string }> {
  await consumeRateLimit(ctx, "ssoIp", networkOf(ctx.ip));
  const id = await ctx.db.run((tx) => findProviderOfDomain(tx, email.split("@")[1] ?? ""));
  if (id) return { providerId: orgProviderId(id) };
  throw new AppError("not_found", "No single sign-on is set up for this address.", {
    remedy: "Sign in with your password, or ask an owner of your organization.",
  });
}

/** The provider of an organization as its sign-in page names it; null when it has none. */
export async function findOrgProvider(
  ctx: VisitorCtx,
  slug: string,
): Promise<{ id: string; label: string } | null> {
  const id = await ctx.db.run((tx) => findProviderOfOrg(tx, slug));
  const row = id && (await findRow(ctx, id));
  return row ? { id: orgProviderId(row.id), label: row.label } : null;
}
