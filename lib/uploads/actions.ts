"use server";

import { workspaceAction } from "@/lib/action";
import { mapUploadColumns } from "@/lib/uploads/map-column";
import { applyUploadTemplate, saveUploadMapping } from "@/lib/uploads/save-mapping";
import { chooseTemplateInput, mapColumnsInput, updateUploadMappingInput } from "@/lib/uploads/schema";

export const mapUploadColumnsAction = workspaceAction(
  "mapUploadColumnsAction",
  { can: "sync:update", input: mapColumnsInput, refreshes: true },
  mapUploadColumns,
);

export const applyUploadTemplateAction = workspaceAction(
  "applyUploadTemplateAction",
  { can: "sync:update", input: chooseTemplateInput, refreshes: true },
  applyUploadTemplate,
);

export const saveUploadMappingAction = workspaceAction(
  "saveUploadMappingAction",
  { can: "sync:update", input: updateUploadMappingInput },
  saveUploadMapping,
);
