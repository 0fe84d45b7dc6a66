import { createField } from "@/lib/fields/create";
import { createFields } from "@/lib/fields/create-many";
import { deleteField } from "@/lib/fields/delete";
import { getFieldUse, listFields } from "@/lib/fields/read";
import { reorderFields } from "@/lib/fields/reorder";
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

export const verbs: Cases["verbs"] = {
  listFields: { outcome: "own", call: ({ ws }) => listFields(ws) },
  createField: { outcome: "own", call: ({ ws }) => createField(ws, newOne()) },
  createFields: { outcome: "own", call: ({ ws }) => createFields(ws, { fields: [newOne(), newOne()] }) },
  updateField: { outcome: "not_found", call: ({ ws }, victim) => updateField(ws, edited(victim)) },
  deleteField: { outcome: "not_found", call: ({ ws }, victim) => deleteField(ws, named(victim)) },
  getFieldUse: { outcome: "not_found", call: ({ ws }, victim) => getFieldUse(ws, named(victim)) },
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
  reorderFieldsAction: {
    scope: "workspace",
    can: "field:update",
    outcome: "conflict",
    input: ({ fieldId }) => ({ ids: [fieldId] }),
  },
};
