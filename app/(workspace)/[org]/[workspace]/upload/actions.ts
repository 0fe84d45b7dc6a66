"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { startUpload } from "@/lib/runs/start-upload";
import { mapUploadColumns } from "@/lib/uploads/map-column";
import { applyUploadTemplate, saveUploadMapping } from "@/lib/uploads/save-mapping";
import { chosenTemplate, editedUploadMapping, mappedColumns, startedUpload } from "@/lib/uploads/schema";

export const startUploadAction = workspaceAction(
  { can: "run:start", input: startedUpload },
  async (ctx, input) => startUpload(ctx, input),
);

export const mapUploadColumnsAction = workspaceAction(
  { can: "sync:update", input: mappedColumns },
  async (ctx, input) => {
    await mapUploadColumns(ctx, input);
    refresh();
  },
);

export const applyUploadTemplateAction = workspaceAction(
  { can: "sync:update", input: chosenTemplate },
  async (ctx, input) => {
    const written = await applyUploadTemplate(ctx, input);
    refresh();
    return written;
  },
);

export const saveUploadMappingAction = workspaceAction(
  { can: "sync:update", input: editedUploadMapping },
  async (ctx, input) => saveUploadMapping(ctx, input),
);
