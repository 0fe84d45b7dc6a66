"use server";

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
  "createRemoteSourceAction",
  { can: "remote_source:create", input: newRemoteSource },
  createRemoteSource,
);

export const updateRemoteSourceAction = action(
  "updateRemoteSourceAction",
  { can: "remote_source:update", input: editedRemoteSource },
  async (ctx, input) => {
    await updateRemoteSource(ctx, input);
    return { id: input.id };
  },
);

export const deleteRemoteSourceAction = action(
  "deleteRemoteSourceAction",
  { can: "remote_source:delete", input: remoteSourceId, refreshes: true },
  (ctx, { id }) => deleteRemoteSource(ctx, id),
);

export const approveHostKeyAction = action(
  "approveHostKeyAction",
  { can: "remote_source:update", input: hostKeyApproval, refreshes: true },
  approveHostKey,
);

export const browseRemoteSourceAction = action(
  "browseRemoteSourceAction",
  { can: "remote_source:check", input: folderRequest },
  (ctx, input) => browseRemoteSource(ctx, input, AbortSignal.timeout(BROWSE_MS)),
);
