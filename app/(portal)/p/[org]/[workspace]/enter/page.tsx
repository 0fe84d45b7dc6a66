import type { Metadata } from "next";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { PortalSignInButton } from "@/components/portal/portal-sign-in-button";
import { PortalSignInCard } from "@/components/portal/portal-sign-in-card";
import { unreachableError } from "@/components/portal/unreachable-error";
import { Button } from "@/components/ui/button";
import { type FoundLink, findPortalLink } from "@/lib/auth/portal/enter";
import { pagePortalPlace, pagePortalTexts } from "@/lib/auth/portal/page";
import { portalNext, portalPath } from "@/lib/auth/portal/place";
import { enterPortalInput } from "@/lib/auth/portal/schema";
import { LINK_MINUTES } from "@/lib/auth/portal/session-lifetimes";
import { openVisitor } from "@/lib/auth/visitor";
import { isolated } from "@/lib/format/isolated";
import type { PortalTexts } from "@/lib/messages/texts";

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, workspace } = await params;
  const { t } = await pagePortalTexts(org, workspace);
  return { title: t("signIn.title"), referrer: "no-referrer" };
}

/** The page that a mailed link opens. Opening the link does not use it, because mail scanners open links too. */
export default async function PortalEnterPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const portal = await pagePortalPlace(org, workspace);
  const { slugs } = portal;
  const { t } = await pagePortalTexts(org, workspace);
  const asked = await searchParams;
  const next = portalNext(readParam(asked, "next"), slugs);
  const input = enterPortalInput.safeParse({ ...slugs, token: readParam(asked, "token") });
  const link: FoundLink = input.success
    ? await findPortalLink(await openVisitor(), input.data)
    : { state: "unknown" };
  const another = `${portalPath(slugs)}/sign-in?${new URLSearchParams({ next })}`;
  if (link.state !== "open" || !input.success) {
    const why = goneText(t, link.state === "open" ? "unknown" : link.state);
    return (
      <PortalSignInCard portal={portal} title={t("link.gone")} description={why}>
        <Button asChild className="w-full">
          <a href={another}>{t("link.requestNew")}</a>
        </Button>
      </PortalSignInCard>
    );
  }
  const who = t("link.signInAs", { email: isolated(link.email) });
  const words = {
    signIn: t("signIn.title"),
    requestNew: t("link.requestNew"),
    unreachable: unreachableError(t),
  };
  return (
    <PortalSignInCard portal={portal} title={t("signIn.title")} description={who}>
      <PortalSignInButton input={input.data} next={next} another={another} words={words} />
    </PortalSignInCard>
  );
}

function goneText(t: PortalTexts, state: Exclude<FoundLink["state"], "open">): string {
  return state === "expired" ? t("link.expired", { minutes: LINK_MINUTES }) : t(`link.${state}`);
}
