import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { PortalLayout } from "@/app/(portal)/portal-layout";
import { BackToPages } from "@/components/portal/back-to-pages";
import { WhomToAsk } from "@/components/portal/whom-to-ask";
import { pagePortal, pagePortalTexts } from "@/lib/auth/portal/page";
import { dayIn } from "@/lib/format/dates-in";
import { isolated } from "@/lib/format/isolated";
import { factLabel, factValues } from "@/lib/personal-data/fact-words";
import { getOwnProfile } from "@/lib/personal-data/own-profile";

type Props = { params: Promise<{ org: string; workspace: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, workspace } = await params;
  return { title: (await pagePortalTexts(org, workspace)).t("frame.myData") };
}

/** What is stored about the user, which file says so, and whom to ask. */
export default async function PortalMePage({ params }: Props) {
  const { org, workspace } = await params;
  const { portal, ctx, t, locale } = await pagePortal(org, workspace);
  const profile = await getOwnProfile(ctx);
  if (!profile) notFound();
  const { facts, sync, contact } = profile;
  const organization = isolated(portal.names.organization);
  const file = (name: ReactNode) => <span className="font-medium text-foreground">{name}</span>;
  const about = { organization, sync: isolated(sync?.name ?? ""), file };
  const day = sync?.lastSetAt ? dayIn(locale, sync.lastSetAt, ctx.clock(), "UTC") : null;
  return (
    <PortalLayout portal={portal} ctx={ctx} t={t}>
      <BackToPages slugs={portal.slugs} t={t} />
      <h1 className="font-semibold text-2xl tracking-[-0.015em]">{t("frame.myData")}</h1>
      <p className="mt-1 text-pretty text-muted-foreground">
        {!sync
          ? t("me.manual", { organization })
          : day
            ? t.rich("me.fromFileSince", { ...about, day })
            : t.rich("me.fromFile", about)}
      </p>
      <dl className="mt-5 divide-y overflow-hidden rounded-lg border bg-card">
        {facts.map((fact) => {
          const values = factValues(fact, t, locale);
          return (
            <div
              key={fact.label}
              className="grid gap-x-4 gap-y-0.5 px-4 py-3 sm:grid-cols-[12rem_1fr_auto] sm:items-baseline"
            >
              <dt className="text-muted-foreground text-sm">
                <bdi>{factLabel(fact, t)}</bdi>
              </dt>
              <dd className="wrap-anywhere min-w-0">
                {values.length > 0 ? (
                  <bdi>{values.map(isolated).join(", ")}</bdi>
                ) : (
                  <span className="text-faint">{t("me.notSet")}</span>
                )}
              </dd>
              <dd className="text-muted-foreground text-xs">
                {!sync || values.length === 0 ? null : fact.byFile ? t("me.byFile") : t("me.byHand")}
              </dd>
            </div>
          );
        })}
      </dl>
      <h2 className="mt-8 font-semibold">{t("me.wrong")}</h2>
      <p className="mt-1 text-pretty text-muted-foreground">
        <WhomToAsk contact={contact} hasFile={sync !== null} t={t} />
      </p>
    </PortalLayout>
  );
}
