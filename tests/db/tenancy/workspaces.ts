import { listWorkspaces } from "@/lib/organizations/overview";
import { getContact, updateContact } from "@/lib/workspaces/contact";
import { createWorkspace } from "@/lib/workspaces/create";
import { deleteWorkspace } from "@/lib/workspaces/delete";
import { chooseLanguageField, getLanguageField } from "@/lib/workspaces/language-field";
import { getWorkspace, listWorkspaceNames } from "@/lib/workspaces/read";
import { renameWorkspace } from "@/lib/workspaces/rename";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const newOne = () => ({ name: "Another", slug: `another-${crypto.randomUUID().slice(0, 8)}` });
const edited = ({ workspaceId }: World) => ({ id: workspaceId, ...newOne() });
const deleted = ({ workspaceId, mark }: World) => ({ id: workspaceId, typedName: `${mark} people` });

const contact = () => ({ contact: "hr@example.com" });

export const verbs: Cases["verbs"] = {
  getContact: { outcome: "own", call: ({ ws }) => getContact(ws) },
  updateContact: { outcome: "own", call: ({ ws }) => updateContact(ws, contact()) },
  getLanguageField: { outcome: "own", call: ({ ws }) => getLanguageField(ws) },
  chooseLanguageField: {
    outcome: "not_found",
    call: ({ ws }, { fieldId }) => chooseLanguageField(ws, { fieldId }),
  },
  listWorkspaces: { outcome: "own", call: ({ ctx }) => listWorkspaces(ctx) },
  listWorkspaceNames: { outcome: "own", call: ({ ctx }) => listWorkspaceNames(ctx) },
  getWorkspace: { outcome: "own", call: ({ ws }) => getWorkspace(ws) },
  createWorkspace: { outcome: "own", call: ({ ctx }) => createWorkspace(ctx, newOne()) },
  renameWorkspace: { outcome: "not_found", call: ({ ctx }, victim) => renameWorkspace(ctx, edited(victim)) },
  deleteWorkspace: { outcome: "not_found", call: ({ ctx }, victim) => deleteWorkspace(ctx, deleted(victim)) },
};

export const actions: Cases["actions"] = {
  updateContactAction: { scope: "workspace", can: "page:update", outcome: "own", input: contact },
  chooseLanguageFieldAction: {
    ...{ scope: "workspace", can: "page:update", outcome: "not_found" },
    input: ({ fieldId }) => ({ fieldId }),
  },
  createWorkspaceAction: { scope: "org", can: "workspace:create", outcome: "own", input: newOne },
  renameWorkspaceAction: { scope: "org", can: "workspace:update", outcome: "not_found", input: edited },
  deleteWorkspaceAction: { scope: "org", can: "workspace:delete", outcome: "not_found", input: deleted },
};
