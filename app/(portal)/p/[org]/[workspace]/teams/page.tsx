import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PortalLayout } from "@/app/(portal)/portal-layout";
import { BackToPages } from "@/components/portal/back-to-pages";
import { TeamMates } from "@/components/portal/team-mates";
import { pagePortal, pagePortalTexts } from "@/lib/auth/portal/page";
import { listLedTeams } from "@/lib/portal/read";

type Props = { params: Promise<{ org: string; workspace: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, workspace } = await params;
  return { title: (await pagePortalTexts(org, workspace)).t("teams.title") };
}

export default async function PortalTeamsPage({ params }: Props) {
  const { org, workspace } = await params;
  const { portal, ctx, t, locale } = await pagePortal(org, workspace);
  const teams = await listLedTeams(ctx, locale);
  if (teams.length === 0) notFound();
  return (
    <PortalLayout portal={portal} ctx={ctx} t={t}>
      <BackToPages slugs={portal.slugs} t={t} />
      <h1 className="font-semibold text-2xl tracking-[-0.015em]">{t("teams.title")}</h1>
      <p className="mt-1 text-muted-foreground">{t("teams.intro")}</p>
      <div className="mt-5 grid gap-5">
        {teams.map((team) => (
          <TeamMates key={team.id} team={team} t={t} />
        ))}
      </div>
    </PortalLayout>
  );
}
