"use server";

import { action, workspaceAction } from "@/lib/action";
import { updateContact } from "@/lib/workspaces/contact";
import { createWorkspace } from "@/lib/workspaces/create";
import { deleteWorkspace } from "@/lib/workspaces/delete";
import { chooseLanguageField } from "@/lib/workspaces/language-field";
import { renameWorkspace } from "@/lib/workspaces/rename";
import {
  contactInput,
  createWorkspaceInput,
  deleteWorkspaceInput,
  languageFieldInput,
  renameWorkspaceInput,
} from "@/lib/workspaces/schema";

export const createWorkspaceAction = action(
  "createWorkspaceAction",
  { can: "workspace:create", input: createWorkspaceInput, refreshes: true },
  createWorkspace,
);

export const renameWorkspaceAction = action(
  "renameWorkspaceAction",
  { can: "workspace:update", input: renameWorkspaceInput, refreshes: true },
  renameWorkspace,
);

export const deleteWorkspaceAction = action(
  "deleteWorkspaceAction",
  { can: "workspace:delete", input: deleteWorkspaceInput, refreshes: true },
  deleteWorkspace,
);

export const updateContactAction = workspaceAction(
  "updateContactAction",
  { can: "page:update", input: contactInput, refreshes: true },
  updateContact,
);

export const chooseLanguageFieldAction = workspaceAction(
  "chooseLanguageFieldAction",
  { can: "page:update", input: languageFieldInput, refreshes: true },
  chooseLanguageField,
);
