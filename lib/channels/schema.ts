import { z } from "zod";
import { CHANNEL_KINDS } from "@/lib/model/channel";

/** Shared by the form and the action. */
export const createChannelInput = z.object({
  kind: z.enum(CHANNEL_KINDS),
  name: z.string().trim().min(1, "Enter a name, such as the channel's.").max(80, "Up to 80 characters."),
  url: z
    .string()
    .trim()
    .max(2_000, "This address is too long.")
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
      message: "Paste the whole address of the webhook. It starts with https://.",
    }),
});

export type CreateChannelInput = z.output<typeof createChannelInput>;

export const channelInput = z.object({ channelId: z.uuid() });

/** Null: an e-mail to oneself. */
export const sendTestInput = z.object({ channelId: z.uuid().nullable() });
