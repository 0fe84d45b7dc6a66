import type { Metadata } from "next";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { PortalSignInButton } from "@/components/portal/portal-sign-in-button";
import { PortalSignInCard } from "@/components/portal/portal-sign-in-card";
import { Button } from "@/components/ui/button";
import { type FoundLink, findPortalLink } from "@/lib/auth/portal/enter";
import { pagePortalPlace } from "@/lib/auth/portal/page";
import { portalNext, portalPath } from "@/lib/auth/portal/place";
import { enterPortalInput } from "@/lib/auth/portal/schema";
import { LINK_MINUTES } from "@/lib/auth/portal/session-lifetimes";
import { openVisitor } from "@/lib/auth/visitor";

export const metadata: Metadata = { title: "Sign in", referrer: "no-referrer" };

const GONE: Readonly<Record<Exclude<FoundLink["state"], "open">, string>> = {
  used: "It has already been used. A link works once.",
  expired: `It has expired. A link works for ${LINK_MINUTES} minutes.`,
  unknown: "Part of it may be missing, or a newer link has been sent since. Only the newest link works.",
};

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

/** The page that a mailed link opens. Opening the link does not use it, because mail scanners open links too. */
export default async function PortalEnterPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const { slugs, names } = await pagePortalPlace(org, workspace);
  const asked = await searchParams;
  const next = portalNext(readParam(asked, "next"), slugs);
  const input = enterPortalInput.safeParse({ ...slugs, token: readParam(asked, "token") });
  const link: FoundLink = input.success
    ? await findPortalLink(await openVisitor(), input.data)
    : { state: "unknown" };
  const another = `${portalPath(slugs)}/sign-in?${new URLSearchParams({ next })}`;
  if (link.state !== "open" || !input.success) {
    const why = link.state === "open" ? GONE.unknown : GONE[link.state];
    return (
      <PortalSignInCard names={names} title="This link no longer works" description={why}>
        <Button asChild className="w-full">
          <a href={another}>Request a new link</a>
        </Button>
      </PortalSignInCard>
    );
  }
  return (
    <PortalSignInCard names={names} title="Sign in" description={`You sign in as ${link.email}.`}>
      <PortalSignInButton input={input.data} next={next} another={another} />
    </PortalSignInCard>
  );
}
