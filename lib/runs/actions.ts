"use server";

import { workspaceAction } from "@/lib/action";
import { approveRun, chooseSame, discardRun } from "@/lib/runs/decide-run";
import { cancelRun } from "@/lib/runs/finish-run";
import { repairColumns } from "@/lib/runs/repairs/columns";
import { takeOverUsers } from "@/lib/runs/repairs/take-over";
import { repairValues } from "@/lib/runs/repairs/values";
import {
  approveRunInput,
  chooseSameInput,
  repairColumnsInput,
  repairValuesInput,
  runIdInput,
  takeOverInput,
} from "@/lib/runs/schema";
import { setHeaderRow } from "@/lib/runs/set-header-row";
import { startUpload } from "@/lib/runs/start-upload";
import { syncFile } from "@/lib/runs/sync-file";
import { previewSync, syncNow } from "@/lib/runs/sync-now";
import { undoRun } from "@/lib/runs/undo-run";
import { syncFileInput, syncIdInput } from "@/lib/syncs/schema";
import { startUploadInput } from "@/lib/uploads/schema";

export const syncNowAction = workspaceAction(
  "syncNowAction",
  { can: "run:start", input: syncIdInput, refreshes: true },
  (ctx, { syncId }) => syncNow(ctx, syncId),
);

export const previewSyncAction = workspaceAction(
  "previewSyncAction",
  { can: "run:start", input: syncIdInput, refreshes: true },
  (ctx, { syncId }) => previewSync(ctx, syncId),
);

export const syncFileAction = workspaceAction(
  "syncFileAction",
  { can: "run:start", input: syncFileInput, refreshes: true },
  syncFile,
);

export const setHeaderRowAction = workspaceAction(
  "setHeaderRowAction",
  { can: "sync:update", input: runIdInput, refreshes: true },
  setHeaderRow,
);

export const repairColumnsAction = workspaceAction(
  "repairColumnsAction",
  { can: "sync:update", also: ["run:start"], input: repairColumnsInput, refreshes: true },
  repairColumns,
);

export const repairValuesAction = workspaceAction(
  "repairValuesAction",
  {
    can: "sync:update",
    also: ["run:start", "field:update", "team:create"],
    input: repairValuesInput,
    refreshes: true,
  },
  repairValues,
);

export const takeOverUsersAction = workspaceAction(
  "takeOverUsersAction",
  { can: "sync:update", also: ["run:start", "user:update"], input: takeOverInput, refreshes: true },
  takeOverUsers,
);

export const startUploadAction = workspaceAction(
  "startUploadAction",
  { can: "run:start", input: startUploadInput },
  startUpload,
);

export const approveRunAction = workspaceAction(
  "approveRunAction",
  { can: "run:decide", input: approveRunInput, refreshes: true },
  approveRun,
);

export const chooseSameAction = workspaceAction(
  "chooseSameAction",
  { can: "run:decide", input: chooseSameInput, refreshes: true },
  chooseSame,
);

export const discardRunAction = workspaceAction(
  "discardRunAction",
  { can: "run:decide", input: runIdInput, refreshes: true },
  discardRun,
);

export const cancelRunAction = workspaceAction(
  "cancelRunAction",
  { can: "run:cancel", input: runIdInput, refreshes: true },
  cancelRun,
);

export const undoRunAction = workspaceAction(
  "undoRunAction",
  { can: "run:undo", input: runIdInput },
  undoRun,
);
