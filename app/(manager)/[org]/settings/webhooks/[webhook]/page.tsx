import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Panel } from "@/components/patterns/panel";
import { WebhookDeliveries } from "@/components/webhooks/deliveries-table";
import { WebhookHeader } from "@/components/webhooks/webhook-header";
import { pageOrg } from "@/lib/auth/page";
import { isAppError } from "@/lib/errors";
import { getWebhook } from "@/lib/webhooks/read";

export const metadata: Metadata = { title: "Webhook" };

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Props = { params: Promise<{ org: string; webhook: string }>; searchParams: Promise<SearchParams> };

/** A webhook with the log of what was sent to it. */
export default async function WebhookPage({ params, searchParams }: Props) {
  const { org, webhook: id } = await params;
  const ctx = await pageOrg(org, "webhook:manage");
  if (!ID.test(id)) notFound();
  const page = Math.min(1_000, Math.max(1, Number(readParam(await searchParams, "page")) || 1));
  const { webhook, deliveries, more } = await getWebhook(ctx, { id, page }).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <>
      <WebhookHeader org={org} webhook={webhook} />
      <Panel
        flush
        title="Deliveries"
        description="What was sent, newest first, and what the server answered."
      >
        <WebhookDeliveries org={org} webhookId={id} deliveries={deliveries} page={page} more={more} />
      </Panel>
    </>
  );
}
