"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { browseRemoteSource } from "@/lib/remote-sources/browse";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { deleteRemoteSource } from "@/lib/remote-sources/delete";
import { approveHostKey } from "@/lib/remote-sources/host-keys";
import {
  editedRemoteSource,
  folderRequest,
  hostKeyApproval,
  newRemoteSource,
  remoteSourceId,
} from "@/lib/remote-sources/schema";
import { updateRemoteSource } from "@/lib/remote-sources/update";

const BROWSE_MS = 60_000;

export const createRemoteSourceAction = action(
  { can: "remote_source:create", input: newRemoteSource },
  async (ctx, input) => createRemoteSource(ctx, input),
);

export const updateRemoteSourceAction = action(
  { can: "remote_source:update", input: editedRemoteSource },
  async (ctx, input) => {
    await updateRemoteSource(ctx, input);
    return { id: input.id };
  },
);

export const deleteRemoteSourceAction = action(
  { can: "remote_source:delete", input: remoteSourceId },
  async (ctx, { id }) => {
    await deleteRemoteSource(ctx, id);
    refresh();
  },
);

export const approveHostKeyAction = action(
  { can: "remote_source:update", input: hostKeyApproval },
  async (ctx, input) => {
    await approveHostKey(ctx, input);
    refresh();
  },
);

export const browseRemoteSourceAction = action(
  { can: "remote_source:check", input: folderRequest },
  async (ctx, input) => browseRemoteSource(ctx, input, AbortSignal.timeout(BROWSE_MS)),
);
