"use server";

import { action } from "@/lib/action";
import { createWebhook } from "@/lib/webhooks/create";
import { replayFrom, resendDelivery, testWebhook } from "@/lib/webhooks/replay";
import {
  createWebhookInput,
  deliveryInput,
  eventValuesInput,
  setWebhookStateInput,
  updateWebhookInput,
  webhookIdInput,
} from "@/lib/webhooks/schema";
import {
  deleteWebhook,
  rotateWebhookSecret,
  setEventValues,
  setWebhookState,
  updateWebhook,
} from "@/lib/webhooks/update";

const can = "webhook:manage";

export const createWebhookAction = action(
  "createWebhookAction",
  { can, input: createWebhookInput, refreshes: true },
  createWebhook,
);

export const updateWebhookAction = action(
  "updateWebhookAction",
  { can, input: updateWebhookInput, refreshes: true },
  updateWebhook,
);

export const setWebhookStateAction = action(
  "setWebhookStateAction",
  { can, input: setWebhookStateInput, refreshes: true },
  setWebhookState,
);

export const rotateWebhookSecretAction = action(
  "rotateWebhookSecretAction",
  { can, input: webhookIdInput, refreshes: true },
  rotateWebhookSecret,
);

export const deleteWebhookAction = action(
  "deleteWebhookAction",
  { can, input: webhookIdInput, refreshes: true },
  deleteWebhook,
);

export const testWebhookAction = action(
  "testWebhookAction",
  { can, input: webhookIdInput, refreshes: true },
  testWebhook,
);

export const resendDeliveryAction = action(
  "resendDeliveryAction",
  { can, input: deliveryInput, refreshes: true },
  resendDelivery,
);

export const replayFromAction = action(
  "replayFromAction",
  { can, input: deliveryInput, refreshes: true },
  replayFrom,
);

export const setEventValuesAction = action(
  "setEventValuesAction",
  { can, input: eventValuesInput, refreshes: true },
  setEventValues,
);
