import { ChevronRight, FileText, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { PortalLayout } from "@/app/(portal)/portal-layout";
import { EmptyState } from "@/components/patterns/empty-state";
import { pagePortal } from "@/lib/auth/portal/page";
import { portalPath } from "@/lib/auth/portal/place";
import { leadsTeams, listOpenPages } from "@/lib/portal/read";

type Props = { params: Promise<{ org: string; workspace: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, workspace } = await params;
  const { portal } = await pagePortal(org, workspace);
  return { title: portal.names.workspace };
}

export default async function PortalHomePage({ params }: Props) {
  const { org, workspace } = await params;
  const { portal, ctx, t } = await pagePortal(org, workspace);
  const [pages, leads] = await Promise.all([listOpenPages(ctx), leadsTeams(ctx)]);
  const base = portalPath(portal.slugs);
  return (
    <PortalLayout portal={portal} ctx={ctx} t={t}>
      <h1 dir="auto" className="text-balance font-semibold text-2xl tracking-[-0.015em]">
        {portal.names.workspace}
      </h1>
      {pages.length === 0 ? (
        <div className="mt-5 rounded-lg border bg-card">
          <EmptyState icon={<FileText />} title={t("home.none")} description={t("home.noneHelp")} />
        </div>
      ) : (
        <nav aria-label={t("home.pages")}>
          <ul className="mt-5 divide-y overflow-hidden rounded-lg border bg-card">
            {pages.map((page) => (
              <li key={page.id}>
                {/* A full load, not a client-side one: no copy of a page stays in memory when it closes. */}
                <a
                  href={`${base}/${page.slug}`}
                  className="flex min-h-12 items-center gap-3 px-4 py-3 hover:bg-subtle"
                >
                  <span className="wrap-anywhere min-w-0 flex-1 font-medium">
                    <bdi>{page.title}</bdi>
                  </span>
                  <ChevronRight className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {leads ? (
        <a
          href={`${base}/teams`}
          className="mt-5 flex min-h-12 items-center gap-3 rounded-lg border bg-card px-4 py-3 hover:bg-subtle"
        >
          <UsersRound className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
          <span className="flex-1 font-medium">{t("home.myTeams")}</span>
          <ChevronRight className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
        </a>
      ) : null}
    </PortalLayout>
  );
}
