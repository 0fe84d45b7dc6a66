"use server";

import { action } from "@/lib/action";
import { addDropKey, removeDropKey } from "@/lib/drops/keys";
import { addDropKeyInput, dropKeyInput, dropSecretInput, makeDropSecretInput } from "@/lib/drops/schema";
import { makeDropSecret, revokeDropSecret } from "@/lib/drops/secrets";

export const addDropKeyAction = action(
  "addDropKeyAction",
  { can: "remote_source:update", input: addDropKeyInput, refreshes: true },
  addDropKey,
);

export const removeDropKeyAction = action(
  "removeDropKeyAction",
  { can: "remote_source:update", input: dropKeyInput, refreshes: true },
  removeDropKey,
);

export const makeDropSecretAction = action(
  "makeDropSecretAction",
  { can: "remote_source:update", input: makeDropSecretInput, refreshes: true },
  makeDropSecret,
);

export const revokeDropSecretAction = action(
  "revokeDropSecretAction",
  { can: "remote_source:update", input: dropSecretInput, refreshes: true },
  revokeDropSecret,
);
