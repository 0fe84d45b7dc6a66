import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PortalLayout } from "@/app/(portal)/portal-layout";
import { Markdown } from "@/components/pages/markdown";
import { BackToPages } from "@/components/portal/back-to-pages";
import { markdownWords } from "@/components/portal/markdown-words";
import { pagePortal } from "@/lib/auth/portal/page";
import { portalPath } from "@/lib/auth/portal/place";
import { findOpenPage } from "@/lib/portal/read";

type Props = { params: Promise<{ org: string; workspace: string; slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, workspace, slug } = await params;
  const { ctx, t } = await pagePortal(org, workspace);
  return { title: (await findOpenPage(ctx, { slug }))?.title ?? t("page.notFound") };
}

export default async function PortalPagePage({ params }: Props) {
  const { org, workspace, slug } = await params;
  const { portal, ctx, t } = await pagePortal(org, workspace);
  const page = await findOpenPage(ctx, { slug });
  if (!page) notFound();
  return (
    <PortalLayout portal={portal} ctx={ctx} t={t}>
      <BackToPages slugs={portal.slugs} t={t} />
      <article>
        <h1 dir="auto" className="wrap-anywhere mb-4 text-balance font-semibold text-2xl tracking-[-0.015em]">
          {page.title}
        </h1>
        <Markdown
          text={page.body}
          sizes={page.sizes}
          pictures={`${portalPath(portal.slugs)}/pictures`}
          words={markdownWords(t)}
        />
      </article>
    </PortalLayout>
  );
}
