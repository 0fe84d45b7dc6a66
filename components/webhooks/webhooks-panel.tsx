"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { Button } from "@/components/ui/button";
import { eventsInWords } from "@/components/webhooks/event-labels";
import { SecretOnce } from "@/components/webhooks/secret-once";
import { WebhookState } from "@/components/webhooks/webhook-state";
import type { WebhookView } from "@/lib/webhooks/views";

const WebhookDialog = deferDialog(
  async () => (await import("@/components/webhooks/webhook-dialog")).WebhookDialog,
);

type Props = { org: string; webhooks: readonly WebhookView[] };

/** The servers that are told what happens. */
export function WebhooksPanel({ org, webhooks }: Props) {
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Panel
      title="Webhooks"
      description="Rollcall sends what happens to your own servers: in order, signed, and again until it arrives."
      actions={
        <Button variant="outline" size="sm" onClick={() => setAdding(true)}>
          <Plus aria-hidden="true" />
          Add webhook
        </Button>
      }
    >
      <div className="grid gap-4">
        {secret ? <SecretOnce secret={secret} /> : null}
        {webhooks.length === 0 ? (
          <p className="text-muted-foreground text-sm">
            No webhook yet. Events can also be read through the API: GET /api/v1/events
          </p>
        ) : (
          <ul className="grid gap-3">
            {webhooks.map((webhook) => (
              <li key={webhook.id} className="min-w-0 text-sm">
                <p className="flex flex-wrap items-center gap-2">
                  <Link
                    className="wrap-anywhere font-medium underline-offset-4 hover:underline"
                    href={`/${org}/settings/webhooks/${webhook.id}`}
                  >
                    {webhook.description || webhook.url}
                  </Link>
                  <WebhookState {...webhook} />
                </p>
                <p className="wrap-anywhere text-muted-foreground text-xs">
                  {webhook.description ? `${webhook.url} · ` : ""}
                  {eventsInWords(webhook.types)} · Added <RelativeTime at={webhook.createdAt} /> by{" "}
                  {webhook.createdBy}
                </p>
              </li>
            ))}
          </ul>
        )}
      </div>
      {isAdding ? (
        <WebhookDialog org={org} webhook={null} onMade={setSecret} onClose={() => setAdding(false)} />
      ) : null}
    </Panel>
  );
}
