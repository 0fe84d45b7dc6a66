import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ListForm } from "@/components/lists/list-form";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageWorkspace } from "@/lib/auth/page";
import { findList, getVocabulary } from "@/lib/lists/read";
import { readUserId } from "@/lib/users/ids";

export const metadata: Metadata = { title: "Edit user list" };

type Props = { params: Promise<{ org: string; workspace: string; listId: string }> };

export default async function EditListPage({ params }: Props) {
  const { org, workspace, listId } = await params;
  const ctx = await pageWorkspace(org, workspace, "list:update");
  const id = readUserId(listId);
  const list = id === null ? null : await findList(ctx, { id });
  if (!list) notFound();
  const base = `/${org}/${workspace}/lists`;
  return (
    <Page>
      <PageHeader
        title={`Edit ${list.name}`}
        description={
          list.kind === "dynamic"
            ? "A changed rule takes effect immediately. Users who no longer match lose access to pages that only this list opens."
            : undefined
        }
        back={{ href: `${base}/${list.id}`, label: list.name }}
      />
      <ListForm list={list} known={await getVocabulary(ctx)} base={base} />
    </Page>
  );
}
