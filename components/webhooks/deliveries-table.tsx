"use client";

import { Webhook } from "lucide-react";
import { CursorPaging } from "@/components/patterns/cursor-paging";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { answerInWords } from "@/components/webhooks/answer";
import { say } from "@/components/webhooks/webhook-header";
import { plural } from "@/lib/format/plural";
import { replayFromAction, resendDeliveryAction } from "@/lib/webhooks/actions";
import type { DeliveryView } from "@/lib/webhooks/views";

const STATES = {
  pending: { label: "Retrying", variant: "held" },
  delivered: { label: "Delivered", variant: "success" },
  failed: { label: "Failed", variant: "danger" },
} as const;

type Props = {
  org: string;
  webhookId: string;
  deliveries: readonly DeliveryView[];
  page: number;
  more: boolean;
};

/** The messages that were sent to a webhook, newest first. */
export function WebhookDeliveries({ org, webhookId, deliveries, page, more }: Props) {
  const columns: readonly DataColumn<DeliveryView>[] = [
    { id: "what", header: "Message", cell: (row) => <span className="wrap-anywhere">{whatOf(row)}</span> },
    {
      id: "state",
      header: "State",
      cell: (row) => (
        <span className="grid gap-1">
          <Badge variant={STATES[row.state].variant}>
            {row.state === "pending" && row.attempts === 0 ? "Sending" : STATES[row.state].label}
          </Badge>
          <span className="text-pretty text-muted-foreground text-xs">
            {answerInWords(row)}
            {row.attempts > 1 ? `, ${plural(row.attempts, "attempt")}` : ""}
          </span>
        </span>
      ),
    },
    { id: "at", header: "When", cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      id: "again",
      header: "",
      cell: (row) => (row.first === null ? null : <Again org={org} webhookId={webhookId} delivery={row} />),
    },
  ];
  return (
    <DataTable
      caption="Deliveries"
      columns={columns}
      rows={deliveries}
      rowId={({ id }) => id}
      footer={
        <CursorPaging
          total={`Page ${page}`}
          next={more ? String(page + 1) : null}
          previous={page > 1 ? String(page - 1) : null}
        />
      }
      empty={
        <EmptyState
          compact
          icon={<Webhook />}
          title="Nothing sent yet"
          description="Each message is listed here, and what the server answered. Send a test to try it."
        />
      }
    />
  );
}

function whatOf({ kind, size, first, last }: DeliveryView): string {
  if (kind === "test") return "Test";
  const events = `${plural(size, "event")}, ${first === last ? first : `${first}–${last}`}`;
  return kind === "replay" ? `${events} (sent again)` : events;
}

type AgainProps = { org: string; webhookId: string; delivery: DeliveryView };

function Again({ org, webhookId: id, delivery }: AgainProps) {
  const resend = useAction(resendDeliveryAction, { onDone: (answer) => say("Message", answer) });
  const replay = useAction(replayFromAction, { success: "Everything from here is delivered again" });
  const input = { id, deliveryId: delivery.id };
  return (
    <span className="flex flex-wrap justify-end gap-2">
      <Button
        size="sm"
        variant="outline"
        pending={resend.pending}
        aria-label={`Send again: ${whatOf(delivery)}`}
        onClick={() => void resend.run({ org }, input)}
      >
        Send again
      </Button>
      <Button
        size="sm"
        variant="ghost"
        pending={replay.pending}
        aria-label={`Replay from here: ${whatOf(delivery)}`}
        onClick={() => void replay.run({ org }, input)}
      >
        Replay from here
      </Button>
    </span>
  );
}
