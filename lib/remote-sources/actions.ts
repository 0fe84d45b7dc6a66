"use server";

import { action } from "@/lib/action";
import { browseRemoteSource } from "@/lib/remote-sources/check";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { deleteRemoteSource } from "@/lib/remote-sources/delete";
import { approveHostKey } from "@/lib/remote-sources/host-keys";
import { makeSftpKeyPair } from "@/lib/remote-sources/make-key-pair";
import { makePgpKey, removePgpKeys, setPgpRequired } from "@/lib/remote-sources/pgp/own-keys";
import { addPgpSigner, removePgpSigner } from "@/lib/remote-sources/pgp/signers";
import { renewPassword } from "@/lib/remote-sources/renew-password";
import {
  addPgpSignerInput,
  approveHostKeyInput,
  browseFolderInput,
  createRemoteSourceInput,
  makeKeyPairInput,
  makePgpKeyInput,
  remoteSourceIdInput,
  removePgpSignerInput,
  renewPasswordInput,
  setPgpRequiredInput,
  updateRemoteSourceInput,
} from "@/lib/remote-sources/schema";
import { updateRemoteSource } from "@/lib/remote-sources/update";

const withPgp = { can: "remote_source:update", refreshes: true } as const;

export const makePgpKeyAction = action(
  "makePgpKeyAction",
  { ...withPgp, input: makePgpKeyInput },
  makePgpKey,
);

export const removePgpKeysAction = action(
  "removePgpKeysAction",
  { ...withPgp, input: remoteSourceIdInput },
  removePgpKeys,
);

export const setPgpRequiredAction = action(
  "setPgpRequiredAction",
  { ...withPgp, input: setPgpRequiredInput },
  setPgpRequired,
);

export const addPgpSignerAction = action(
  "addPgpSignerAction",
  { ...withPgp, input: addPgpSignerInput },
  addPgpSigner,
);

export const removePgpSignerAction = action(
  "removePgpSignerAction",
  { ...withPgp, input: removePgpSignerInput },
  removePgpSigner,
);

const BROWSE_MS = 60_000;

export const createRemoteSourceAction = action(
  "createRemoteSourceAction",
  { can: "remote_source:create", input: createRemoteSourceInput },
  createRemoteSource,
);

export const updateRemoteSourceAction = action(
  "updateRemoteSourceAction",
  { can: "remote_source:update", input: updateRemoteSourceInput },
  async (ctx, input) => {
    await updateRemoteSource(ctx, input);
    return { id: input.id };
  },
);

export const renewPasswordAction = action(
  "renewPasswordAction",
  { can: "remote_source:update", input: renewPasswordInput },
  renewPassword,
);

export const deleteRemoteSourceAction = action(
  "deleteRemoteSourceAction",
  { can: "remote_source:delete", input: remoteSourceIdInput, refreshes: true },
  (ctx, { id }) => deleteRemoteSource(ctx, id),
);

export const approveHostKeyAction = action(
  "approveHostKeyAction",
  { can: "remote_source:update", input: approveHostKeyInput, refreshes: true },
  approveHostKey,
);

export const makeKeyPairAction = action(
  "makeKeyPairAction",
  { can: "remote_source:update", input: makeKeyPairInput },
  makeSftpKeyPair,
);

export const browseRemoteSourceAction = action(
  "browseRemoteSourceAction",
  { can: "remote_source:check", input: browseFolderInput },
  (ctx, input) => browseRemoteSource(ctx, input, AbortSignal.timeout(BROWSE_MS)),
);
