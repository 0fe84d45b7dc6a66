import type { Metadata } from "next";
import { NewPage } from "@/components/pages/new-page";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageWorkspace } from "@/lib/auth/page";
import { listListChoices } from "@/lib/pages/read";

export const metadata: Metadata = { title: "New page" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function NewPagePage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "page:create");
  const base = `/${org}/${workspace}/pages`;
  return (
    <Page>
      <PageHeader
        title="New page"
        description="The page appears in the portal as soon as you create it."
        back={{ href: base, label: "Pages" }}
      />
      <NewPage lists={await listListChoices(ctx)} base={base} />
    </Page>
  );
}
