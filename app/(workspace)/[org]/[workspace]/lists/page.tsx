import { ListChecks, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ListCount } from "@/app/(workspace)/[org]/[workspace]/lists/list-count";
import { ListsTable } from "@/components/lists/lists-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { pageWorkspace } from "@/lib/auth/page";
import { listLists } from "@/lib/lists/read";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "User lists" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function ListsPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "list:view");
  const lists = await listLists(ctx);
  const base = `/${org}/${workspace}`;
  const create = may(ctx, "list:create") ? (
    <Button asChild>
      <Link href={`${base}/lists/new`}>
        <Plus aria-hidden="true" />
        New user list
      </Link>
    </Button>
  ) : null;
  return (
    <Page>
      <PageHeader
        title="User lists"
        description="User lists control who can open which pages. Lists with a rule update automatically when users change."
        actions={lists.length === 0 ? null : create}
      />
      {lists.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState
            icon={<ListChecks />}
            title="No user lists yet"
            description="Define a group of users, such as everyone in Marketing. Then choose the list on the pages it should open."
            action={create}
          />
        </div>
      ) : (
        <ListsTable lists={lists} base={base} count={(list) => <ListCount ctx={ctx} id={list.id} />} />
      )}
    </Page>
  );
}
