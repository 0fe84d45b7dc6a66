"use server";

import { workspaceAction } from "@/lib/action";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { detachSync } from "@/lib/syncs/detach";
import { matchFiles } from "@/lib/syncs/match-files";
import {
  attachSourceInput,
  detachSyncInput,
  mappingVersionInput,
  matchFilesInput,
  pauseSyncInput,
  setupStepInput,
  updateMappingInput,
  updateSyncInput,
} from "@/lib/syncs/schema";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { confirmSetupStep } from "@/lib/syncs/setup/confirm";
import { updateSync, updateSyncMapping } from "@/lib/syncs/update";
import { restoreMapping } from "@/lib/syncs/versions/write";

export const attachRemoteSourceAction = workspaceAction(
  "attachRemoteSourceAction",
  { can: "sync:create", input: attachSourceInput, refreshes: true },
  attachRemoteSource,
);

export const updateSyncAction = workspaceAction(
  "updateSyncAction",
  { can: "sync:update", input: updateSyncInput, refreshes: true },
  updateSync,
);

export const updateSyncMappingAction = workspaceAction(
  "updateSyncMappingAction",
  { can: "sync:update", input: updateMappingInput, refreshes: true },
  updateSyncMapping,
);

export const restoreMappingAction = workspaceAction(
  "restoreMappingAction",
  { can: "sync:update", input: mappingVersionInput, refreshes: true },
  restoreMapping,
);

export const pauseSyncAction = workspaceAction(
  "pauseSyncAction",
  { can: "sync:update", input: pauseSyncInput, refreshes: true },
  setSyncPaused,
);

export const confirmSetupStepAction = workspaceAction(
  "confirmSetupStepAction",
  { can: "sync:update", input: setupStepInput, refreshes: true },
  confirmSetupStep,
);

export const detachSyncAction = workspaceAction(
  "detachSyncAction",
  { can: "sync:delete", input: detachSyncInput, refreshes: true },
  detachSync,
);

/** Someone is typing: what takes longer is asked again, or left. */
const MATCH_MS = 30_000;

export const matchFilesAction = workspaceAction(
  "matchFilesAction",
  { can: "remote_source:check", input: matchFilesInput },
  (ctx, input) => matchFiles(ctx, input, AbortSignal.timeout(MATCH_MS)),
);
