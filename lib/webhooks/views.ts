import type { DeliveryKind, DeliveryState } from "@/drizzle/schema/webhook-deliveries";
import type { WebhookState } from "@/drizzle/schema/webhook-endpoints";
import type { EventType } from "@/lib/model/event";
import type { DeliveryFailure } from "@/lib/model/webhook";

export type WebhookView = {
  id: string;
  url: string;
  description: string;
  types: EventType[];
  state: WebhookState;
  failingSince: Date | null;
  nextTryAt: Date | null;
  /** Until when the secret from before the rotation signs as well; null when it does not. */
  oldSecretUntil: Date | null;
  /** Events that are not delivered yet, of any type. */
  behind: number;
  createdBy: string;
  createdAt: Date;
};

export type DeliveryView = {
  id: string;
  kind: DeliveryKind;
  state: DeliveryState;
  size: number;
  attempts: number;
  status: number | null;
  failure: DeliveryFailure | null;
  ms: number | null;
  createdAt: Date;
  attemptedAt: Date | null;
  /** The ids of its first and last event. */
  first: string | null;
  last: string | null;
};
