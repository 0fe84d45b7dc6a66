import type { Metadata } from "next";
import { RequireSecondFactor } from "@/components/organizations/require-second-factor";
import { Copyable } from "@/components/patterns/copyable";
import { Facts } from "@/components/patterns/facts";
import { Panel } from "@/components/patterns/panel";
import { Domains } from "@/components/sso/domains";
import { RemoveProvider, RequireSso } from "@/components/sso/provider-actions";
import { ProviderForm } from "@/components/sso/provider-form";
import { pageOrg } from "@/lib/auth/page";
import { getSecondFactorRule } from "@/lib/organizations/second-factor";
import { may } from "@/lib/permissions";
import { challengeHost } from "@/lib/sso/domains";
import { getSsoSettings } from "@/lib/sso/settings";

export const metadata: Metadata = { title: "Sign-in" };

const EMPTY = {
  ...{ label: "", issuer: "", clientId: "" },
  ...{ addsMembers: true, defaultRole: "viewer" as const },
};

/** How members of the organization sign in. */
export default async function SignInSettingsPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageOrg((await params).org, "organization:view");
  const { redirectUri, provider, domains } = await getSsoSettings(ctx);
  const secondFactor = await getSecondFactorRule(ctx);
  const canEdit = may(ctx, "organization:update");
  const canRequire = provider?.onlySso || domains.some(({ provedAt }) => provedAt !== null);
  const initial = provider
    ? {
        ...provider,
        defaultRole: provider.defaultRole === "admin" ? ("admin" as const) : ("viewer" as const),
      }
    : EMPTY;
  return (
    <div className="grid gap-6">
      <RequireSecondFactor {...secondFactor} canEdit={canEdit} />
      <Panel
        title="Single sign-on"
        description="Members sign in with your own provider, by OpenID Connect: Okta, Microsoft Entra, Google Workspace, Keycloak and others."
        actions={
          provider && canEdit ? <RemoveProvider issuer={provider.issuer} label={provider.label} /> : null
        }
      >
        <div className="grid gap-5">
          {canEdit ? (
            <div className="grid max-w-xl gap-1.5">
              <p className="text-muted-foreground text-sm">
                At your provider, create a web application with this redirect address:
              </p>
              <Copyable value={redirectUri} label="Copy redirect address" />
            </div>
          ) : null}
          {canEdit ? (
            <ProviderForm
              key={provider?.issuer}
              initial={{
                label: initial.label,
                issuer: initial.issuer,
                clientId: initial.clientId,
                addsMembers: initial.addsMembers,
                defaultRole: initial.defaultRole,
              }}
              hasSecret={provider !== null}
            />
          ) : (
            <Facts
              items={[
                { label: "Provider", value: provider?.label },
                { label: "Issuer", value: provider?.issuer, mono: true },
              ]}
            />
          )}
        </div>
      </Panel>
      {provider ? (
        <>
          <Panel
            title="Domains"
            description="People with an e-mail address of a verified domain belong to your organization."
          >
            <Domains
              canEdit={canEdit}
              domains={domains.map(({ id, domain, challenge, provedAt }) => ({
                ...{ id, domain, challenge },
                ...{ host: challengeHost(domain), isProved: provedAt !== null },
              }))}
            />
          </Panel>
          <Panel
            title={provider.onlySso ? "Single sign-on is required" : "Single sign-on is optional"}
            description={
              provider.onlySso
                ? "Members of verified domains open the organization with the provider only. Owners can still use their password when the provider does not work. The other owners then get an e-mail."
                : `Members can also use their password.${canRequire ? "" : " To require single sign-on, verify a domain first."}`
            }
            actions={canEdit && canRequire ? <RequireSso onlySso={provider.onlySso} /> : null}
          />
        </>
      ) : null}
    </div>
  );
}
