import type { Metadata } from "next";
import { ValuesPanel } from "@/components/webhooks/values-panel";
import { WebhooksPanel } from "@/components/webhooks/webhooks-panel";
import { pageOrg } from "@/lib/auth/page";
import { listWebhooks } from "@/lib/webhooks/read";

export const metadata: Metadata = { title: "Webhooks" };

type Props = { params: Promise<{ org: string }> };

/** Which servers are told what happens. */
export default async function WebhooksPage({ params }: Props) {
  const { org } = await params;
  const ctx = await pageOrg(org, "webhook:manage");
  const { webhooks, withValues } = await listWebhooks(ctx);
  return (
    <>
      <WebhooksPanel org={org} webhooks={webhooks} />
      <ValuesPanel org={org} withValues={withValues} />
    </>
  );
}
