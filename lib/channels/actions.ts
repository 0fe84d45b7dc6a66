"use server";

import { action } from "@/lib/action";
import { createChannel, deleteChannel } from "@/lib/channels/channels";
import { channelInput, createChannelInput, sendTestInput } from "@/lib/channels/schema";
import { sendTest } from "@/lib/channels/send-test";

export const createChannelAction = action(
  "createChannelAction",
  { can: "organization:update", input: createChannelInput, refreshes: true },
  createChannel,
);

export const deleteChannelAction = action(
  "deleteChannelAction",
  { can: "organization:update", input: channelInput, refreshes: true },
  deleteChannel,
);

export const sendTestAction = action(
  "sendTestAction",
  { can: "audit:view", input: sendTestInput, refreshes: true },
  sendTest,
);
