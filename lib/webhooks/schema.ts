import { z } from "zod";
import { EVENT_TYPES, type EventType, isEventType } from "@/lib/model/event";

/** Shared by the forms and their actions. */
const URL_CHARS_MAX = 2_000;

const url = z
  .string()
  .trim()
  .min(1, "Enter the address of your server.")
  .max(URL_CHARS_MAX, `At most ${URL_CHARS_MAX} characters.`)
  .refine(isWebAddress, "Enter an address that starts with https://, without a user name and without #.");

const types = z
  .array(z.string().refine((text): text is EventType => isEventType(text), "This is no type of event."))
  .min(1, "Select at least one event.")
  .max(EVENT_TYPES.length)
  .transform((all) => EVENT_TYPES.filter((type) => all.includes(type)));

const description = z.string().trim().max(100, "At most 100 characters.");
const id = z.uuid();

export const createWebhookInput = z.object({ url, description, types });
export const updateWebhookInput = createWebhookInput.extend({ id });
export const webhookIdInput = z.object({ id });
export const setWebhookStateInput = z.object({ id, state: z.enum(["enabled", "paused"]) });
export const deliveryInput = z.object({ id, deliveryId: z.uuid() });
export const eventValuesInput = z.object({ withValues: z.boolean() });

export type CreateWebhook = z.output<typeof createWebhookInput>;
export type UpdateWebhook = z.output<typeof updateWebhookInput>;

/** `http://` is refused where it is connected to, unless the operator has opened the address (`EGRESS_ALLOW`). */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password && !hash;
}
