import type { Metadata } from "next";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { NoSignInLinks } from "@/components/portal/no-sign-in-links";
import { PortalSignInCard } from "@/components/portal/portal-sign-in-card";
import { RequestLinkForm } from "@/components/portal/request-link-form";
import { pagePortalPlace } from "@/lib/auth/portal/page";
import { portalNext } from "@/lib/auth/portal/place";
import { LINK_MINUTES } from "@/lib/auth/portal/session-lifetimes";
import { mailDelivery } from "@/lib/mail/smtp";

export const metadata: Metadata = { title: "Sign in" };

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function PortalSignInPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const { slugs, names } = await pagePortalPlace(org, workspace);
  const delivery = mailDelivery();
  return (
    <PortalSignInCard
      names={names}
      title="Sign in"
      description="You don't need a password: you receive a sign-in link by e-mail."
    >
      {delivery === "none" ? (
        <NoSignInLinks />
      ) : (
        <RequestLinkForm
          slugs={slugs}
          next={portalNext(readParam(await searchParams, "next"), slugs)}
          minutes={LINK_MINUTES}
          kept={delivery === "outbox"}
        />
      )}
    </PortalSignInCard>
  );
}
