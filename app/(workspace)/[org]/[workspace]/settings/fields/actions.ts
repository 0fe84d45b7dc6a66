"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { createField } from "@/lib/fields/create";
import { createFields } from "@/lib/fields/create-many";
import { deleteField } from "@/lib/fields/delete";
import { getFieldUse } from "@/lib/fields/get-field-use";
import { reorderFields } from "@/lib/fields/reorder";
import { editedField, fieldId, fieldOrder, newField, newFields } from "@/lib/fields/schema";
import { updateField } from "@/lib/fields/update";

export const createFieldAction = workspaceAction(
  { can: "field:create", input: newField },
  async (ctx, input) => {
    const created = await createField(ctx, input);
    refresh();
    return created;
  },
);

export const createFieldsAction = workspaceAction(
  { can: "field:create", input: newFields },
  async (ctx, input) => {
    const created = await createFields(ctx, input);
    refresh();
    return created;
  },
);

export const updateFieldAction = workspaceAction(
  { can: "field:update", input: editedField },
  async (ctx, input) => {
    const updated = await updateField(ctx, input);
    refresh();
    return updated;
  },
);

export const reorderFieldsAction = workspaceAction(
  { can: "field:update", input: fieldOrder },
  async (ctx, input) => {
    await reorderFields(ctx, input);
    refresh();
  },
);

export const deleteFieldAction = workspaceAction(
  { can: "field:delete", input: fieldId },
  async (ctx, input) => {
    const deleted = await deleteField(ctx, input);
    refresh();
    return deleted;
  },
);

export const getFieldUseAction = workspaceAction({ can: "field:view", input: fieldId }, async (ctx, input) =>
  getFieldUse(ctx, input),
);
