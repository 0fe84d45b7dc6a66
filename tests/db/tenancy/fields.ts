import { createField } from "@/lib/fields/create";
import { createFields } from "@/lib/fields/create-many";
import { deleteField } from "@/lib/fields/delete";
import { mergeOptions } from "@/lib/fields/merge-options";
import { getFieldUse, listFields } from "@/lib/fields/read";
import { reorderFields } from "@/lib/fields/reorder";
import { changeFieldType } from "@/lib/fields/type-change/change";
import {
  listPastFields,
  listUndoableTypes,
  previewFieldType,
  previewTypeUndo,
} from "@/lib/fields/type-change/read";
import { undoFieldType } from "@/lib/fields/type-change/undo";
import { updateField } from "@/lib/fields/update";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const newOne = () => ({ label: `Another ${crypto.randomUUID()}`, type: "text" as const, options: [] });
const edited = ({ fieldId, optionId }: World) => ({
  id: fieldId,
  label: "Taken over",
  options: [{ id: optionId, label: "Taken over" }],
});
const named = ({ fieldId }: World) => ({ id: fieldId });
const retyped = ({ fieldId }: World) => ({ id: fieldId, type: "text" as const, reading: {} });
const merged = ({ fieldId, optionId }: World) => ({ fieldId, from: [optionId], into: optionId + 1 });

export const verbs: Cases["verbs"] = {
  listFields: { outcome: "own", call: ({ ws }) => listFields(ws) },
  createField: { outcome: "own", call: ({ ws }) => createField(ws, newOne()) },
  createFields: { outcome: "own", call: ({ ws }) => createFields(ws, { fields: [newOne(), newOne()] }) },
  updateField: { outcome: "not_found", call: ({ ws }, victim) => updateField(ws, edited(victim)) },
  deleteField: { outcome: "not_found", call: ({ ws }, victim) => deleteField(ws, named(victim)) },
  getFieldUse: { outcome: "not_found", call: ({ ws }, victim) => getFieldUse(ws, named(victim)) },
  listUndoableTypes: { outcome: "own", call: ({ ws }) => listUndoableTypes(ws) },
  listPastFields: { outcome: "own", call: ({ ws }) => listPastFields(ws) },
  previewFieldType: {
    outcome: "not_found",
    call: ({ ws }, victim) => previewFieldType(ws, retyped(victim)),
  },
  changeFieldType: { outcome: "not_found", call: ({ ws }, victim) => changeFieldType(ws, retyped(victim)) },
  previewTypeUndo: { outcome: "not_found", call: ({ ws }, victim) => previewTypeUndo(ws, named(victim)) },
  undoFieldType: { outcome: "not_found", call: ({ ws }, victim) => undoFieldType(ws, named(victim)) },
  mergeOptions: { outcome: "not_found", call: ({ ws }, victim) => mergeOptions(ws, merged(victim)) },
  // The order names fields that are not the workspace's: refused like an order that is out of date.
  reorderFields: {
    outcome: "conflict",
    call: ({ ws }, { fieldId }) => reorderFields(ws, { ids: [fieldId] }),
  },
};

export const actions: Cases["actions"] = {
  createFieldsAction: {
    ...{ scope: "workspace", can: "field:create", outcome: "own" },
    input: () => ({ fields: [newOne(), newOne()] }),
  },
  createFieldAction: { scope: "workspace", can: "field:create", outcome: "own", input: newOne },
  updateFieldAction: { scope: "workspace", can: "field:update", outcome: "not_found", input: edited },
  deleteFieldAction: { scope: "workspace", can: "field:delete", outcome: "not_found", input: named },
  getFieldUseAction: { scope: "workspace", can: "field:view", outcome: "not_found", input: named },
  previewFieldTypeAction: { scope: "workspace", can: "field:update", outcome: "not_found", input: retyped },
  changeFieldTypeAction: { scope: "workspace", can: "field:update", outcome: "not_found", input: retyped },
  previewTypeUndoAction: { scope: "workspace", can: "field:update", outcome: "not_found", input: named },
  undoFieldTypeAction: { scope: "workspace", can: "field:update", outcome: "not_found", input: named },
  mergeOptionsAction: { scope: "workspace", can: "field:update", outcome: "not_found", input: merged },
  reorderFieldsAction: {
    scope: "workspace",
    can: "field:update",
    outcome: "conflict",
    input: ({ fieldId }) => ({ ids: [fieldId] }),
  },
};
