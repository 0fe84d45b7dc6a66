import type { AlertKind, AlertTransition } from "@/lib/model/alert";
import type { ChannelKind, DeliveryAbout, DeliveryState, DeliveryVia } from "@/lib/model/channel";

/** A channel as members see it: its address is never shown again. */
export type ChannelView = {
  id: string;
  kind: ChannelKind;
  name: string;
  createdBy: string;
  createdAt: Date;
  lastSentAt: Date | null;
};

/** A line of the log of deliveries. */
export type DeliveryView = {
  id: string;
  about: DeliveryAbout;
  via: DeliveryVia;
  /** The member or the channel. */
  recipient: string;
  /** Of the alert; null for tests and digests. */
  alert: { kind: AlertKind; transition: AlertTransition; sync: string; workspace: string } | null;
  state: DeliveryState;
  attempts: number;
  failure: string | null;
  createdAt: Date;
  endedAt: Date | null;
};
