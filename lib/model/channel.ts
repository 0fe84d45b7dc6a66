/** Chats whose incoming webhooks take alerts. */
export const CHANNEL_KINDS = ["slack", "teams"] as const;

export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export type DeliveryVia = "mail" | ChannelKind;

/** What was to be delivered: an alert, the weekly digest, or a test that someone asked for. */
export type DeliveryAbout = "notice" | "digest" | "test";

/** `waiting`: not delivered yet, and tried again. `dropped`: no longer needed when its turn came. */
export type DeliveryState = "waiting" | "sent" | "failed" | "dropped";

type ChannelFacts = {
  label: string;
  /** Hosts of the chat's own webhooks, each with what is below it. */
  hosts: readonly string[];
  /** What an address looks like, for the form. */
  example: string;
};

export const CHANNELS: Readonly<Record<ChannelKind, ChannelFacts>> = {
  slack: {
    label: "Slack",
    hosts: ["hooks.slack.com", "hooks.slack-gov.com"],
    example: "https://hooks.slack.com/services/T…/B…/…",
  },
  teams: {
    label: "Microsoft Teams",
    hosts: ["logic.azure.com", "powerplatform.com", "webhook.office.com"],
    example: "https://….logic.azure.com:443/workflows/…",
  },
};

/** Whether the host of a webhook is one of its chat's. */
export function isChannelHost(kind: ChannelKind, hostname: string): boolean {
  return CHANNELS[kind].hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
