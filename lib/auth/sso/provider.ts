import { env, publicUrl } from "@/lib/env";

/** Someone who can say who a person is: the operator's choice, or an organization's own. */
export type SsoProvider = {
  /** As in the address it sends people back to. */
  id: string;
  /** Null for the operator's. */
  orgId: string | null;
  label: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
};

/** The id of an organization's provider in addresses. */
export function orgProviderId(id: string): string {
  return `org-${id}`;
}

/** The id of the row behind it; null for one of the operator's. */
export function rowOfProvider(id: string): string | null {
  return /^org-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(id)?.[1] ?? null;
}

/** Where a provider sends people back to: what an administrator enters there. */
export function redirectUri(id: string): string {
  return new URL(`/api/auth/callback/${id}`, publicUrl()).href;
}

/** The providers that the operator has set up, for everyone. */
export function operatorProviders(): SsoProvider[] {
  const given = env();
  const providers: SsoProvider[] = [];
  const add = (id: string, label: string, issuer: string, clientId?: string, clientSecret?: string) => {
    if (clientId && clientSecret) providers.push({ id, orgId: null, label, issuer, clientId, clientSecret });
  };
  add(
    "google",
    "Google",
    "https://accounts.google.com",
    given.OIDC_GOOGLE_CLIENT_ID,
    given.OIDC_GOOGLE_CLIENT_SECRET,
  );
  if (given.OIDC_ENTRA_TENANT_ID) {
    const issuer = `https://login.microsoftonline.com/${given.OIDC_ENTRA_TENANT_ID}/v2.0`;
    add("entra", "Microsoft", issuer, given.OIDC_ENTRA_CLIENT_ID, given.OIDC_ENTRA_CLIENT_SECRET);
  }
  if (given.OIDC_ISSUER) {
    const label = given.OIDC_LABEL ?? "single sign-on";
    add("oidc", label, given.OIDC_ISSUER, given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET);
  }
  return providers;
}
