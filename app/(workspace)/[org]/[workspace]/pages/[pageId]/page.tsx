import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditPage } from "@/components/pages/edit-page";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageWorkspace } from "@/lib/auth/page";
import { findPage, listListChoices, readPageId } from "@/lib/pages/read";

export const metadata: Metadata = { title: "Edit a page" };

type Props = { params: Promise<{ org: string; workspace: string; pageId: string }> };

export default async function EditPagePage({ params }: Props) {
  const { org, workspace, pageId } = await params;
  const ctx = await pageWorkspace(org, workspace, "page:update");
  const id = readPageId(pageId);
  const page = id === null ? null : await findPage(ctx, { id });
  if (!page) notFound();
  const base = `/${org}/${workspace}/pages`;
  const { title, slug, body, audience, version, lists } = page;
  const listIds = lists.map((list) => list.id);
  return (
    <Page>
      <PageHeader
        title={title}
        description="Changes appear in the portal as soon as you save."
        back={{ href: base, label: "Pages" }}
      />
      <EditPage
        // The key changes with each version: after saving, the form starts from what was saved.
        key={version}
        page={{ id: page.id, version, title, slug, body, audience, listIds }}
        lists={await listListChoices(ctx)}
        base={base}
      />
    </Page>
  );
}
