import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PortalLayout } from "@/app/(portal)/portal-layout";
import { BackToPages } from "@/components/portal/back-to-pages";
import { TeamMates } from "@/components/portal/team-mates";
import { pagePortal, pagePortalTexts } from "@/lib/auth/portal/page";
import { listLedTeams, type TeamPage } from "@/lib/portal/read";

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { org, workspace } = await params;
  return { title: (await pagePortalTexts(org, workspace)).t("teams.title") };
}

export default async function PortalTeamsPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const { portal, ctx, t, locale } = await pagePortal(org, workspace);
  const teams = await listLedTeams(ctx, locale, readTeamPage(await searchParams));
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

/** `?team=12&page=3`; null for anything else. */
function readTeamPage({ team, page }: Record<string, string | string[] | undefined>): TeamPage | null {
  const [teamId, number] = [Number(team), Number(page)];
  const isPage = Number.isSafeInteger(teamId) && Number.isInteger(number) && number >= 1 && number <= 10_000;
  return isPage ? { teamId, page: number } : null;
}
