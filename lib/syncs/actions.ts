"use server";

import { workspaceAction } from "@/lib/action";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { detachSync } from "@/lib/syncs/detach";
import {
  attachedSource,
  detachedSync,
  editedMapping,
  editedSync,
  namedVersion,
  pausedSync,
} from "@/lib/syncs/schema";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { updateSync, updateSyncMapping } from "@/lib/syncs/update";
import { restoreMapping } from "@/lib/syncs/versions/write";

export const attachRemoteSourceAction = workspaceAction(
  "attachRemoteSourceAction",
  { can: "sync:create", input: attachedSource, refreshes: true },
  attachRemoteSource,
);

export const updateSyncAction = workspaceAction(
  "updateSyncAction",
  { can: "sync:update", input: editedSync, refreshes: true },
  updateSync,
);

export const updateSyncMappingAction = workspaceAction(
  "updateSyncMappingAction",
  { can: "sync:update", input: editedMapping, refreshes: true },
  updateSyncMapping,
);

export const restoreMappingAction = workspaceAction(
  "restoreMappingAction",
  { can: "sync:update", input: namedVersion, refreshes: true },
  restoreMapping,
);

export const pauseSyncAction = workspaceAction(
  "pauseSyncAction",
  { can: "sync:update", input: pausedSync, refreshes: true },
  setSyncPaused,
);

export const detachSyncAction = workspaceAction(
  "detachSyncAction",
  { can: "sync:delete", input: detachedSync, refreshes: true },
  detachSync,
);
