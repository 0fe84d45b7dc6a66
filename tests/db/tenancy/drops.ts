import { findDropItem, listArriving, listDropItems } from "@/lib/drops/browse";
import { downloadDropFile } from "@/lib/drops/download";
import {
  listEntries,
  makeFolder,
  removeFile,
  removeFolder,
  renameEntry,
  statEntry,
} from "@/lib/drops/entries";
import { addDropKey, removeDropKey } from "@/lib/drops/keys";
import { findDropState, getDropView } from "@/lib/drops/read";
import { readEntry } from "@/lib/drops/read-entry";
import { receiveFile } from "@/lib/drops/receive";
import { makeDropSecret, revokeDropSecret } from "@/lib/drops/secrets";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZ5eJSV1hYTc1Ph4pbOXq5M1RVCkzyPl5W2V6OtiF5c another";

const key = ({ dropId }: World) => ({ id: dropId, publicKey: PUBLIC_KEY });
const named = ({ dropId, dropKeyId }: World) => ({ id: dropId, keyId: dropKeyId });
const wanted = ({ dropId }: World) => ({ id: dropId, kind: "token" as const, label: "", days: null });
const made = ({ dropId, dropSecretId }: World) => ({ id: dropId, secretId: dropSecretId });

export const verbs: Cases["verbs"] = {
  addDropKey: { outcome: "not_found", call: ({ ctx }, victim) => addDropKey(ctx, key(victim)) },
  removeDropKey: { outcome: "not_found", call: ({ ctx }, victim) => removeDropKey(ctx, named(victim)) },
  makeDropSecret: { outcome: "not_found", call: ({ ctx }, victim) => makeDropSecret(ctx, wanted(victim)) },
  revokeDropSecret: { outcome: "not_found", call: ({ ctx }, victim) => revokeDropSecret(ctx, made(victim)) },
  getDropView: { outcome: "own", call: ({ ctx }, victim) => getDropView(ctx, victim.dropId) },
  findDropState: { outcome: "own", call: ({ ctx }, victim) => findDropState(ctx, victim.dropId) },
  downloadDropFile: {
    outcome: "not_found",
    call: ({ ctx }, victim) => downloadDropFile(ctx, { id: victim.dropId, fileId: victim.dropFileId }),
  },
  findDropItem: {
    outcome: "not_found",
    call: ({ ctx }, victim) => findDropItem(ctx, victim.dropId, victim.dropFile),
  },
  listDropItems: { outcome: "not_found", call: ({ ctx }, victim) => listDropItems(ctx, victim.dropId, "") },
  listArriving: { outcome: "not_found", call: ({ ctx }, victim) => listArriving(ctx, victim.dropId) },
  // What a client of a drop does: the drop is in its context, and no id of another one can be given.
  statEntry: { outcome: "not_found", call: ({ drop }, victim) => statEntry(drop, victim.dropFile) },
  listEntries: { outcome: "not_found", call: ({ drop }, victim) => listEntries(drop, victim.dropFolder) },
  makeFolder: {
    outcome: "not_found",
    call: ({ drop }, victim) => makeFolder(drop, `${victim.dropFolder}/a`),
  },
  removeFolder: { outcome: "not_found", call: ({ drop }, victim) => removeFolder(drop, victim.dropFolder) },
  removeFile: { outcome: "not_found", call: ({ drop }, victim) => removeFile(drop, victim.dropFile) },
  renameEntry: { outcome: "not_found", call: ({ drop }, victim) => renameEntry(drop, victim.dropFile, "a") },
  receiveFile: {
    outcome: "not_found",
    call: ({ drop }, victim) => receiveFile(drop, `../${victim.dropFolder}/a`, { via: "sftp" }),
  },
  readEntry: { outcome: "not_found", call: ({ drop }, victim) => readEntry(drop, victim.dropFile) },
  seedDrop: { trusted: "Seeds the demo's own organization when the demo starts; no request reaches it." },
};

const can = "remote_source:update";

export const actions: Cases["actions"] = {
  addDropKeyAction: { scope: "org", can, outcome: "not_found", input: key },
  removeDropKeyAction: { scope: "org", can, outcome: "not_found", input: named },
  makeDropSecretAction: { scope: "org", can, outcome: "not_found", input: wanted },
  revokeDropSecretAction: { scope: "org", can, outcome: "not_found", input: made },
};

export const routes: Cases["routes"] = {
  "PUT app/api/v1/drops/[dropId]/[...path]/route.ts": {
    scope: "public",
    reason: "Programs sign in with a token: tests/db/drops/put-penetration.test.ts attacks it.",
  },
  "GET app/(manager)/[org]/remote-sources/[id]/files/[fileId]/route.ts": {
    scope: "org",
    can: "drop_file:download",
    outcome: "not_found",
    request: ({ slug }, { dropId, dropFileId }) => ({
      url: `/${slug}/remote-sources/${dropId}/files/${dropFileId}`,
      params: { org: slug, id: dropId, fileId: dropFileId },
    }),
  },
};
