"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { previewSync } from "@/lib/runs/preview";
import { namedRun } from "@/lib/runs/schema";
import { setHeaderRow } from "@/lib/runs/set-header-row";
import { syncNow } from "@/lib/runs/sync-now";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { detachSync } from "@/lib/syncs/detach";
import {
  attachedSource,
  detachedSync,
  editedMapping,
  editedSync,
  namedSync,
  namedVersion,
  pausedSync,
} from "@/lib/syncs/schema";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { updateSync, updateSyncMapping } from "@/lib/syncs/update";
import { restoreMapping } from "@/lib/syncs/versions/write";

export const attachRemoteSourceAction = workspaceAction(
  { can: "sync:create", input: attachedSource },
  async (ctx, input) => {
    const attached = await attachRemoteSource(ctx, input);
    refresh();
    return attached;
  },
);

export const updateSyncAction = workspaceAction(
  { can: "sync:update", input: editedSync },
  async (ctx, input) => {
    await updateSync(ctx, input);
    refresh();
  },
);

export const updateSyncMappingAction = workspaceAction(
  { can: "sync:update", input: editedMapping },
  async (ctx, input) => {
    const written = await updateSyncMapping(ctx, input);
    refresh();
    return written;
  },
);

export const restoreMappingAction = workspaceAction(
  { can: "sync:update", input: namedVersion },
  async (ctx, input) => {
    const written = await restoreMapping(ctx, input);
    refresh();
    return written;
  },
);

export const setHeaderRowAction = workspaceAction(
  { can: "sync:update", input: namedRun },
  async (ctx, input) => {
    const requested = await setHeaderRow(ctx, input);
    refresh();
    return requested;
  },
);

export const pauseSyncAction = workspaceAction(
  { can: "sync:update", input: pausedSync },
  async (ctx, input) => {
    await setSyncPaused(ctx, input);
    refresh();
  },
);

export const detachSyncAction = workspaceAction(
  { can: "sync:delete", input: detachedSync },
  async (ctx, input) => {
    const detached = await detachSync(ctx, input);
    refresh();
    return detached;
  },
);

export const syncNowAction = workspaceAction(
  { can: "run:start", input: namedSync },
  async (ctx, { syncId }) => {
    const requested = await syncNow(ctx, syncId);
    refresh();
    return requested;
  },
);

export const previewSyncAction = workspaceAction(
  { can: "run:start", input: namedSync },
  async (ctx, { syncId }) => {
    const requested = await previewSync(ctx, syncId);
    refresh();
    return requested;
  },
);
