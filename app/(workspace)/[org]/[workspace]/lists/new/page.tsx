import type { Metadata } from "next";
import { ListForm } from "@/components/lists/list-form";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageWorkspace } from "@/lib/auth/page";
import { getVocabulary } from "@/lib/lists/read";

export const metadata: Metadata = { title: "New user list" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function NewListPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "list:create");
  const base = `/${org}/${workspace}/lists`;
  return (
    <Page>
      <PageHeader
        title="New user list"
        description="User lists control who can open which pages."
        back={{ href: base, label: "User lists" }}
      />
      <ListForm list={null} known={await getVocabulary(ctx)} base={base} />
    </Page>
  );
}
