import type { Metadata } from "next";
import Link from "next/link";
import { InboxList } from "@/components/alerts/inbox-list";
import { MarkAllRead } from "@/components/alerts/mark-all-read";
import { CursorPaging } from "@/components/patterns/cursor-paging";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { Button } from "@/components/ui/button";
import { countInbox, listInbox } from "@/lib/alerts/inbox";
import { pageOrg } from "@/lib/auth/page";
import { plural } from "@/lib/format/plural";

export const metadata: Metadata = { title: "Inbox" };

const ID = /^[0-9a-f-]{36}$/;

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function InboxPage({ params, searchParams }: Props) {
  const { org } = await params;
  const ctx = await pageOrg(org, "organization:enter");
  const before = readParam(await searchParams, "page");
  const { items, next } = await listInbox(ctx, { before: before && ID.test(before) ? before : null });
  const unread = await countInbox(ctx);
  return (
    <Page width="narrow">
      <PageHeader
        title="Inbox"
        description="Alerts about the syncs that you follow."
        actions={
          <>
            {unread > 0 ? <MarkAllRead org={org} /> : null}
            <Button asChild variant="outline" size="sm">
              <Link href="/account/notifications">Notification settings</Link>
            </Button>
          </>
        }
      />
      <Panel flush>
        <InboxList items={items} org={org} />
        {items.length > 0 ? (
          <CursorPaging
            total={unread > 0 ? plural(unread, "unread item") : "All read"}
            next={next}
            previous={null}
          />
        ) : null}
      </Panel>
    </Page>
  );
}
