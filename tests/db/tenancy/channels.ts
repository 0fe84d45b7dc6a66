import { createChannel, deleteChannel, listChannels } from "@/lib/channels/channels";
import { listDeliveries } from "@/lib/channels/log";
import { sendTest } from "@/lib/channels/send-test";
import type { Cases } from "../../support/tenancy/cases";

const JOBS = "only jobs call it, with a context of their own";
const CHANNEL = { kind: "slack", name: "a channel", url: "https://hooks.slack.com/services/x" } as const;

export const verbs: Cases["verbs"] = {
  listChannels: { outcome: "own", call: ({ ctx }) => listChannels(ctx) },
  createChannel: { outcome: "confirm_needed", call: ({ ctx }) => createChannel(ctx, CHANNEL) },
  deleteChannel: {
    outcome: "not_found",
    call: ({ ctx }, { channelId }) => deleteChannel(ctx, { channelId }),
  },
  sendTest: { outcome: "not_found", call: ({ ctx }, { channelId }) => sendTest(ctx, { channelId }) },
  listDeliveries: {
    outcome: "own",
    call: ({ ctx }, { deliveryId }) => listDeliveries(ctx, { before: deliveryId }),
  },
  digestMessage: { trusted: JOBS },
  testMessage: { trusted: JOBS },
  openChannel: { trusted: JOBS },
};

export const actions: Cases["actions"] = {
  createChannelAction: {
    scope: "org",
    can: "organization:update",
    outcome: "own",
    input: () => CHANNEL,
  },
  deleteChannelAction: {
    scope: "org",
    can: "organization:update",
    outcome: "not_found",
    input: ({ channelId }) => ({ channelId }),
  },
  sendTestAction: {
    scope: "org",
    can: "audit:view",
    outcome: "not_found",
    input: ({ channelId }) => ({ channelId }),
  },
};

export const routes: Cases["routes"] = {
  "POST app/api/unsubscribe/route.ts": {
    scope: "public",
    reason:
      "Mail programs send it without a session: the link is the key, and opens one member's preferences only.",
  },
};
