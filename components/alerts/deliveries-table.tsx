"use client";

import { Mail } from "lucide-react";
import { CursorPaging } from "@/components/patterns/cursor-paging";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { RelativeTime } from "@/components/patterns/relative-time";
import { Badge } from "@/components/ui/badge";
import type { DeliveryView } from "@/lib/channels/views";
import { plural } from "@/lib/format/plural";
import { ALERT_LABELS } from "@/lib/model/alert-labels";
import { CHANNELS } from "@/lib/model/channel";

const STATES = {
  waiting: { label: "Waiting", variant: "running" },
  sent: { label: "Sent", variant: "success" },
  failed: { label: "Failed", variant: "danger" },
  dropped: { label: "Not needed any more", variant: "neutral" },
} as const;

const COLUMNS: readonly DataColumn<DeliveryView>[] = [
  { id: "what", header: "Message", cell: (row) => <span className="wrap-anywhere">{whatOf(row)}</span> },
  {
    id: "to",
    header: "To",
    cell: ({ via, recipient }) => (
      <span className="wrap-anywhere">
        {recipient}{" "}
        <span className="text-muted-foreground">({via === "mail" ? "e-mail" : CHANNELS[via].label})</span>
      </span>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: ({ state, attempts, failure }) => (
      <span className="grid gap-1">
        <Badge variant={STATES[state].variant}>{STATES[state].label}</Badge>
        {failure ? <span className="text-pretty text-muted-foreground text-xs">{failure}</span> : null}
        {attempts > 1 ? (
          <span className="text-muted-foreground text-xs">{plural(attempts, "attempt")}</span>
        ) : null}
      </span>
    ),
  },
  { id: "at", header: "When", cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
];

function whatOf({ about, alert }: DeliveryView): string {
  if (about === "test") return "Test";
  if (about === "digest") return "Weekly digest";
  if (!alert) return "Alert";
  const { label } = ALERT_LABELS[alert.kind];
  const what =
    alert.transition === "cleared"
      ? "Recovered"
      : alert.transition === "reminder"
        ? `Reminder: ${label}`
        : label;
  return `${what}: ${alert.sync} in ${alert.workspace}`;
}

type Props = { deliveries: readonly DeliveryView[]; next: string | null };

/** What was sent to whom, newest first. */
export function DeliveriesTable({ deliveries, next }: Props) {
  return (
    <DataTable
      caption="Deliveries"
      columns={COLUMNS}
      rows={deliveries}
      rowId={({ id }) => id}
      footer={
        <CursorPaging
          total={plural(deliveries.length, "delivery", "deliveries")}
          next={next}
          previous={null}
        />
      }
      empty={
        <EmptyState
          compact
          icon={<Mail />}
          title="Nothing sent yet"
          description="Each e-mail and each message to a channel is listed here, and what became of it."
        />
      }
    />
  );
}
