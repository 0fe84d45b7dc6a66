import { listEvents } from "@/lib/events/list-events";
import { createWebhook } from "@/lib/webhooks/create";
import { getWebhook, listWebhooks } from "@/lib/webhooks/read";
import { replayFrom, resendDelivery, testWebhook } from "@/lib/webhooks/replay";
import {
  deleteWebhook,
  rotateWebhookSecret,
  setEventValues,
  setWebhookState,
  updateWebhook,
} from "@/lib/webhooks/update";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const made = () => ({ url: "https://example.com/hook", description: "", types: ["run.failed" as const] });
const named = ({ webhookId }: World) => ({ id: webhookId });
const changed = (victim: World) => ({ ...made(), ...named(victim) });
const paused = (victim: World) => ({ ...named(victim), state: "paused" as const });
const sent = ({ webhookId, webhookDeliveryId }: World) => ({ id: webhookId, deliveryId: webhookDeliveryId });

export const verbs: Cases["verbs"] = {
  listEvents: { outcome: "own", call: ({ ctx }) => listEvents(ctx, {}) },
  listWebhooks: { outcome: "own", call: ({ ctx }) => listWebhooks(ctx) },
  getWebhook: {
    outcome: "not_found",
    call: ({ ctx }, { webhookId }) => getWebhook(ctx, { id: webhookId, page: 1 }),
  },
  createWebhook: { outcome: "confirm_needed", call: ({ ctx }) => createWebhook(ctx, made()) },
  updateWebhook: { outcome: "not_found", call: ({ ctx }, victim) => updateWebhook(ctx, changed(victim)) },
  setWebhookState: { outcome: "not_found", call: ({ ctx }, victim) => setWebhookState(ctx, paused(victim)) },
  rotateWebhookSecret: {
    outcome: "not_found",
    call: ({ ctx }, victim) => rotateWebhookSecret(ctx, named(victim)),
  },
  deleteWebhook: { outcome: "not_found", call: ({ ctx }, victim) => deleteWebhook(ctx, named(victim)) },
  setEventValues: { outcome: "own", call: ({ ctx }) => setEventValues(ctx, { withValues: false }) },
  testWebhook: { outcome: "not_found", call: ({ ctx }, victim) => testWebhook(ctx, named(victim)) },
  resendDelivery: { outcome: "not_found", call: ({ ctx }, victim) => resendDelivery(ctx, sent(victim)) },
  tellDisabled: { trusted: "Called by the delivery of a webhook with the context it made itself." },
  replayFrom: { outcome: "not_found", call: ({ ctx }, victim) => replayFrom(ctx, sent(victim)) },
};

const can = "webhook:manage";

export const actions: Cases["actions"] = {
  createWebhookAction: { scope: "org", can, outcome: "own", input: made },
  updateWebhookAction: { scope: "org", can, outcome: "not_found", input: changed },
  setWebhookStateAction: { scope: "org", can, outcome: "not_found", input: paused },
  rotateWebhookSecretAction: { scope: "org", can, outcome: "not_found", input: named },
  deleteWebhookAction: { scope: "org", can, outcome: "not_found", input: named },
  testWebhookAction: { scope: "org", can, outcome: "not_found", input: named },
  resendDeliveryAction: { scope: "org", can, outcome: "not_found", input: sent },
  replayFromAction: { scope: "org", can, outcome: "not_found", input: sent },
  setEventValuesAction: { scope: "org", can, outcome: "own", input: () => ({ withValues: false }) },
};
