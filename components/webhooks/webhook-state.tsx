import { Badge } from "@/components/ui/badge";
import type { WebhookView } from "@/lib/webhooks/views";

/** Whether a webhook is delivered to, in a word. */
export function WebhookState({ state, failingSince }: Pick<WebhookView, "state" | "failingSince">) {
  if (state === "disabled") return <Badge variant="danger">Disabled</Badge>;
  if (state === "paused") return <Badge variant="neutral">Paused</Badge>;
  return failingSince ? <Badge variant="held">Failing</Badge> : <Badge variant="success">Enabled</Badge>;
}
