"use server";

import { workspaceAction } from "@/lib/action";
import { addFieldsFromFile } from "@/lib/file-looks/add-fields";
import { cancelFileLook } from "@/lib/file-looks/cancel";
import { getFileLook, getFileProposal } from "@/lib/file-looks/read";
import { addFieldsFromFileInput, fileLookInput, startFileLookInput } from "@/lib/file-looks/schema";
import { startFileLook } from "@/lib/file-looks/start";

export const startFileLookAction = workspaceAction(
  "startFileLookAction",
  { can: "sync:update", input: startFileLookInput },
  startFileLook,
);

export const getFileLookAction = workspaceAction(
  "getFileLookAction",
  { can: "sync:update", input: fileLookInput },
  getFileLook,
);

export const getFileProposalAction = workspaceAction(
  "getFileProposalAction",
  { can: "sync:update", input: fileLookInput },
  getFileProposal,
);

export const cancelFileLookAction = workspaceAction(
  "cancelFileLookAction",
  { can: "sync:update", input: fileLookInput },
  cancelFileLook,
);

export const addFieldsFromFileAction = workspaceAction(
  "addFieldsFromFileAction",
  { can: "sync:update", input: addFieldsFromFileInput, refreshes: true },
  addFieldsFromFile,
);
