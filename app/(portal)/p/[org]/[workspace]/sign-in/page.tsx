import type { Metadata } from "next";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { NoSignInLinks } from "@/components/portal/no-sign-in-links";
import { PortalSignInCard } from "@/components/portal/portal-sign-in-card";
import { RequestLinkForm } from "@/components/portal/request-link-form";
import { unreachableError } from "@/components/portal/unreachable-error";
import { pagePortalPlace, pagePortalTexts } from "@/lib/auth/portal/page";
import { portalNext } from "@/lib/auth/portal/place";
import { LINK_MINUTES } from "@/lib/auth/portal/session-lifetimes";
import { mailDelivery } from "@/lib/mail/smtp";
import { around } from "@/lib/messages/texts";

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, workspace } = await params;
  return { title: (await pagePortalTexts(org, workspace)).t("signIn.title") };
}

export default async function PortalSignInPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const portal = await pagePortalPlace(org, workspace);
  const { slugs } = portal;
  const { t } = await pagePortalTexts(org, workspace);
  const delivery = mailDelivery();
  const words = {
    email: t("signIn.email"),
    send: t("signIn.send"),
    sent: around((email) => t("signIn.sent", { email, minutes: LINK_MINUTES })),
    help: t(delivery === "outbox" ? "signIn.inOutbox" : "signIn.notArrived"),
    again: t("signIn.again"),
    faults: {
      address: t("signIn.addressNeeded"),
      long: t("signIn.addressTooLong"),
      domain: t("signIn.domainWrong"),
    },
    unreachable: unreachableError(t),
  };
  return (
    <PortalSignInCard portal={portal} title={t("signIn.title")} description={t("signIn.intro")}>
      {delivery === "none" ? (
        <NoSignInLinks t={t} />
      ) : (
        <RequestLinkForm
          slugs={slugs}
          next={portalNext(readParam(await searchParams, "next"), slugs)}
          words={words}
        />
      )}
    </PortalSignInCard>
  );
}
