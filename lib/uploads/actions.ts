"use server";

import { workspaceAction } from "@/lib/action";
import { mapUploadColumns } from "@/lib/uploads/map-column";
import { applyUploadTemplate, saveUploadMapping } from "@/lib/uploads/save-mapping";
import { chosenTemplate, editedUploadMapping, mappedColumns } from "@/lib/uploads/schema";

export const mapUploadColumnsAction = workspaceAction(
  "mapUploadColumnsAction",
  { can: "sync:update", input: mappedColumns, refreshes: true },
  mapUploadColumns,
);

export const applyUploadTemplateAction = workspaceAction(
  "applyUploadTemplateAction",
  { can: "sync:update", input: chosenTemplate, refreshes: true },
  applyUploadTemplate,
);

export const saveUploadMappingAction = workspaceAction(
  "saveUploadMappingAction",
  { can: "sync:update", input: editedUploadMapping },
  saveUploadMapping,
);
