"use server";

import { workspaceAction } from "@/lib/action";
import { createField } from "@/lib/fields/create";
import { createFields } from "@/lib/fields/create-many";
import { deleteField } from "@/lib/fields/delete";
import { mergeOptions } from "@/lib/fields/merge-options";
import { getFieldUse } from "@/lib/fields/read";
import { reorderFields } from "@/lib/fields/reorder";
import {
  changeTypeInput,
  createFieldInput,
  createFieldsInput,
  fieldIdInput,
  fieldOrderInput,
  mergeOptionsInput,
  previewTypeInput,
  updateFieldInput,
} from "@/lib/fields/schema";
import { changeFieldType } from "@/lib/fields/type-change/change";
import { previewFieldType, previewTypeUndo } from "@/lib/fields/type-change/read";
import { undoFieldType } from "@/lib/fields/type-change/undo";
import { updateField } from "@/lib/fields/update";

export const createFieldAction = workspaceAction(
  "createFieldAction",
  { can: "field:create", input: createFieldInput, refreshes: true },
  createField,
);

export const createFieldsAction = workspaceAction(
  "createFieldsAction",
  { can: "field:create", input: createFieldsInput, refreshes: true },
  createFields,
);

export const updateFieldAction = workspaceAction(
  "updateFieldAction",
  { can: "field:update", input: updateFieldInput, refreshes: true },
  updateField,
);

export const reorderFieldsAction = workspaceAction(
  "reorderFieldsAction",
  { can: "field:update", input: fieldOrderInput, refreshes: true },
  reorderFields,
);

export const deleteFieldAction = workspaceAction(
  "deleteFieldAction",
  { can: "field:delete", input: fieldIdInput, refreshes: true },
  deleteField,
);

export const getFieldUseAction = workspaceAction(
  "getFieldUseAction",
  { can: "field:view", input: fieldIdInput },
  getFieldUse,
);

export const previewFieldTypeAction = workspaceAction(
  "previewFieldTypeAction",
  { can: "field:update", input: previewTypeInput },
  previewFieldType,
);

export const changeFieldTypeAction = workspaceAction(
  "changeFieldTypeAction",
  { can: "field:update", input: changeTypeInput, refreshes: true },
  changeFieldType,
);

export const previewTypeUndoAction = workspaceAction(
  "previewTypeUndoAction",
  { can: "field:update", input: fieldIdInput },
  previewTypeUndo,
);

export const undoFieldTypeAction = workspaceAction(
  "undoFieldTypeAction",
  { can: "field:update", input: fieldIdInput, refreshes: true },
  undoFieldType,
);

export const mergeOptionsAction = workspaceAction(
  "mergeOptionsAction",
  { can: "field:update", input: mergeOptionsInput, refreshes: true },
  mergeOptions,
);
