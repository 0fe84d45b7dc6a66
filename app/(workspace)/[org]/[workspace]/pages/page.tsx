import { ExternalLink, FileText, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { PageList } from "@/components/pages/page-list";
import { EmptyState } from "@/components/patterns/empty-state";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { NoMailServer } from "@/components/portal/no-mail-server";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { pageWorkspace } from "@/lib/auth/page";
import { portalPath } from "@/lib/auth/portal/place";
import type { WorkspaceCtx } from "@/lib/context";
import { plural } from "@/lib/format/plural";
import { mailDelivery } from "@/lib/mail/smtp";
import { countAudience, listPages } from "@/lib/pages/read";
import type { PageItem } from "@/lib/pages/views";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Pages" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function PagesPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "page:view");
  const pages = await listPages(ctx);
  const delivery = mailDelivery();
  const base = `/${org}/${workspace}/pages`;
  const portal = portalPath({ org, workspace });
  const create = may(ctx, "page:create") ? (
    <Button asChild>
      <Link href={`${base}/new`}>
        <Plus aria-hidden="true" />
        New page
      </Link>
    </Button>
  ) : null;
  return (
    <Page>
      <PageHeader
        title="Pages"
        description="The pages that users see in the portal. Open each page to everyone, or to the user lists you choose."
        actions={
          <>
            <Button variant="outline" asChild>
              <a href={portal} target="_blank" rel="noopener">
                <ExternalLink aria-hidden="true" />
                Open the portal
              </a>
            </Button>
            {pages.length > 0 ? create : null}
          </>
        }
      />
      {delivery !== "smtp" && may(ctx, "portal:view_as") ? (
        <NoMailServer kept={delivery === "outbox"} />
      ) : null}
      {pages.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState
            icon={<FileText />}
            title="No pages yet"
            description="Write a page and choose who can open it. Users sign in to the portal with a link sent by e-mail, and see only the pages they can open."
            action={create}
          />
        </div>
      ) : (
        <PageList
          pages={pages.map(({ updatedAt: _, ...page }) => page)}
          people={Object.fromEntries(
            pages.map((page) => [
              page.id,
              // A count over a million users must not delay the list.
              <Suspense key={page.id} fallback={<Skeleton className="inline-block h-3.5 w-16" />}>
                <People ctx={ctx} page={page} />
              </Suspense>,
            ]),
          )}
          base={base}
          portal={portal}
          canEdit={may(ctx, "page:update")}
          canDelete={may(ctx, "page:delete")}
        />
      )}
    </Page>
  );
}

async function People({ ctx, page }: { ctx: WorkspaceCtx; page: PageItem }) {
  const listIds = page.lists.map((list) => list.id);
  return plural(await countAudience(ctx, { audience: page.audience, listIds }), "person", "people");
}
