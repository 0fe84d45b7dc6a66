import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PortalLayout } from "@/app/(portal)/portal-layout";
import { BackToPages } from "@/components/portal/back-to-pages";
import { TeamMates } from "@/components/portal/team-mates";
import { pagePortal } from "@/lib/auth/portal/page";
import { listLedTeams } from "@/lib/portal/read";

export const metadata: Metadata = { title: "My teams" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function PortalTeamsPage({ params }: Props) {
  const { org, workspace } = await params;
  const { portal, ctx } = await pagePortal(org, workspace);
  const teams = await listLedTeams(ctx);
  if (teams.length === 0) notFound();
  return (
    <PortalLayout portal={portal} ctx={ctx}>
      <BackToPages slugs={portal.slugs} />
      <h1 className="font-semibold text-2xl tracking-[-0.015em]">My teams</h1>
      <p className="mt-1 text-muted-foreground">
        The members of the teams you manage. Members can't see each other here.
      </p>
      <div className="mt-5 grid gap-5">
        {teams.map((team) => (
          <TeamMates key={team.id} team={team} />
        ))}
      </div>
    </PortalLayout>
  );
}
