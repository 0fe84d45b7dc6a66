"use server";

import { workspaceAction } from "@/lib/action";
import { createField } from "@/lib/fields/create";
import { createFields } from "@/lib/fields/create-many";
import { deleteField } from "@/lib/fields/delete";
import { getFieldUse } from "@/lib/fields/read";
import { reorderFields } from "@/lib/fields/reorder";
import {
  createFieldInput,
  createFieldsInput,
  fieldIdInput,
  fieldOrderInput,
  updateFieldInput,
} from "@/lib/fields/schema";
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
