import { generateKey } from "openpgp";
import { listRemoteSources } from "@/lib/organizations/overview";
import { browseRemoteSource, checkRemoteSource } from "@/lib/remote-sources/check";
import { checkEntered } from "@/lib/remote-sources/check-entered";
import { openProof, sealProof } from "@/lib/remote-sources/check-proof";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { findPublicKey, resolveRemoteSource, resolveWithRow } from "@/lib/remote-sources/credentials";
import { deleteRemoteSource } from "@/lib/remote-sources/delete";
import { openDraft, sealDraft } from "@/lib/remote-sources/draft-secret";
import { readEntered } from "@/lib/remote-sources/entered";
import { approveHostKey, pinHostKey } from "@/lib/remote-sources/host-keys";
import { makeSftpKeyPair } from "@/lib/remote-sources/make-key-pair";
import { noteRun } from "@/lib/remote-sources/note-run";
import { makePgpKey, removePgpKeys, setPgpRequired } from "@/lib/remote-sources/pgp/own-keys";
import { getPgpKeys } from "@/lib/remote-sources/pgp/read-keys";
import { resolvePgpKeys } from "@/lib/remote-sources/pgp/resolve-keys";
import { addPgpSigner, removePgpSigner } from "@/lib/remote-sources/pgp/signers";
import {
  findRemoteSource,
  getRemoteSource,
  listRemoteSourceNames,
  listSources,
} from "@/lib/remote-sources/read";
import { renewPassword } from "@/lib/remote-sources/renew-password";
import { updateRemoteSource } from "@/lib/remote-sources/update";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const HOST_KEY = { type: "ssh-ed25519", blob: "AAAA", fingerprint: "SHA256:guess" };

const newOne = () => ({
  kind: "sftp" as const,
  name: `Another ${crypto.randomUUID()}`,
  host: "sftp.example.com",
  port: 22,
  username: "someone",
  authKind: "password" as const,
  password: "secret",
  privateKey: "",
  passphrase: "",
});
const edited = ({ remoteSourceId }: World) => ({ ...newOne(), id: remoteSourceId });
const named = ({ remoteSourceId }: World) => ({ id: remoteSourceId });
const renewed = (victim: World) => ({ ...named(victim), password: "new" });
const approval = ({ remoteSourceId }: World) => ({ id: remoteSourceId, fingerprint: HOST_KEY.fingerprint });
const folder = ({ remoteSourceId }: World) => ({ id: remoteSourceId, folder: "" });
const CHECKED = {
  id: null,
  kind: "sftp" as const,
  settings: { place: { host: "sftp.example.com" } },
  secret: "secret",
};
const PASSED = { result: { ok: true, at: new Date().toISOString(), stages: [] }, hostKey: HOST_KEY };
const signal = AbortSignal.timeout(60_000);

const FINGERPRINT = "0123456789abcdef0123456789abcdef01234567";
const { publicKey: SIGNER } = await generateKey({
  type: "curve25519",
  userIDs: [{ name: "Sender" }],
  format: "armored",
});

export const verbs: Cases["verbs"] = {
  renewPassword: { outcome: "not_found", call: ({ ctx }, victim) => renewPassword(ctx, renewed(victim)) },
  getPgpKeys: {
    outcome: "not_found",
    call: ({ ctx }, victim) => getPgpKeys(ctx, victim.remoteSourceId),
  },
  resolvePgpKeys: {
    outcome: "not_found",
    call: ({ ctx }, victim) => resolvePgpKeys(ctx, victim.remoteSourceId),
  },
  makePgpKey: {
    outcome: "not_found",
    call: ({ ctx }, victim) => makePgpKey(ctx, { ...named(victim), expected: null }),
  },
  removePgpKeys: { outcome: "not_found", call: ({ ctx }, victim) => removePgpKeys(ctx, named(victim)) },
  setPgpRequired: {
    outcome: "not_found",
    call: ({ ctx }, victim) => setPgpRequired(ctx, { ...named(victim), isRequired: false }),
  },
  addPgpSigner: {
    outcome: "not_found",
    call: ({ ctx }, victim) => addPgpSigner(ctx, { ...named(victim), publicKey: SIGNER }),
  },
  removePgpSigner: {
    outcome: "not_found",
    call: ({ ctx }, victim) => removePgpSigner(ctx, { ...named(victim), fingerprint: FINGERPRINT }),
  },
  listRemoteSources: { outcome: "own", call: ({ ctx }) => listRemoteSources(ctx) },
  listSources: { outcome: "own", call: ({ ctx }) => listSources(ctx) },
  listRemoteSourceNames: { outcome: "own", call: ({ ctx }) => listRemoteSourceNames(ctx) },
  createRemoteSource: { outcome: "own", call: ({ ctx }) => createRemoteSource(ctx, newOne()) },
  findRemoteSource: {
    outcome: "own",
    call: ({ ctx }, victim) => findRemoteSource(ctx, victim.remoteSourceId),
  },
  getRemoteSource: {
    outcome: "not_found",
    call: ({ ctx }, victim) => getRemoteSource(ctx, victim.remoteSourceId),
  },
  updateRemoteSource: {
    outcome: "not_found",
    call: ({ ctx }, victim) => updateRemoteSource(ctx, edited(victim)),
  },
  deleteRemoteSource: {
    outcome: "not_found",
    call: ({ ctx }, victim) => deleteRemoteSource(ctx, victim.remoteSourceId),
  },
  resolveRemoteSource: {
    outcome: "not_found",
    call: ({ ctx }, victim) => resolveRemoteSource(ctx, victim.remoteSourceId),
  },
  resolveWithRow: {
    outcome: "not_found",
    call: ({ ctx }, victim) => resolveWithRow(ctx, victim.remoteSourceId),
  },
  pinHostKey: {
    outcome: "not_found",
    call: ({ ctx }, victim) => pinHostKey(ctx, { ...named(victim), hostKey: HOST_KEY }),
  },
  makeSftpKeyPair: { outcome: "own", call: ({ ctx }) => makeSftpKeyPair(ctx, { type: "ed25519" }) },
  findPublicKey: { outcome: "own", call: ({ ctx }, victim) => findPublicKey(ctx, victim.remoteSourceId) },
  noteRun: {
    outcome: "own",
    call: ({ ctx }, victim) => noteRun(ctx, { ...named(victim), since: new Date(), error: null }),
  },
  approveHostKey: { outcome: "not_found", call: ({ ctx }, victim) => approveHostKey(ctx, approval(victim)) },
  checkRemoteSource: {
    outcome: "not_found",
    call: ({ ctx }, victim) => checkRemoteSource(ctx, named(victim), { signal, onStage: () => {} }),
  },
  checkEntered: {
    outcome: "not_found",
    call: ({ ctx }, victim) => checkEntered(ctx, edited(victim), { signal, onStage: () => {} }),
  },
  sealProof: { outcome: "own", call: async ({ ctx }) => sealProof(ctx, CHECKED, PASSED) },
  openProof: {
    outcome: "conflict",
    call: async ({ ctx }, victim) => openProof(ctx, CHECKED, sealProof(victim.ctx, CHECKED, PASSED)),
  },
  sealDraft: { outcome: "own", call: async ({ ctx }) => sealDraft(ctx, "sftp", "secret") },
  openDraft: {
    outcome: "own",
    call: async ({ ctx }, victim) => openDraft(ctx, "sftp", sealDraft(victim.ctx, "sftp", "secret")),
  },
  readEntered: { outcome: "own", call: async ({ ctx }) => readEntered(ctx, newOne(), null) },
  browseRemoteSource: {
    outcome: "not_found",
    call: ({ ctx }, victim) => browseRemoteSource(ctx, folder(victim), signal),
  },
};

export const actions: Cases["actions"] = {
  renewPasswordAction: { scope: "org", can: "remote_source:update", outcome: "not_found", input: renewed },
  createRemoteSourceAction: { scope: "org", can: "remote_source:create", outcome: "own", input: newOne },
  updateRemoteSourceAction: {
    scope: "org",
    can: "remote_source:update",
    outcome: "not_found",
    input: edited,
  },
  deleteRemoteSourceAction: { scope: "org", can: "remote_source:delete", outcome: "not_found", input: named },
  approveHostKeyAction: { scope: "org", can: "remote_source:update", outcome: "not_found", input: approval },
  makeKeyPairAction: {
    scope: "org",
    can: "remote_source:update",
    outcome: "own",
    input: () => ({ type: "ed25519" }),
  },
  makePgpKeyAction: {
    scope: "org",
    can: "remote_source:update",
    outcome: "not_found",
    input: (victim) => ({ ...named(victim), expected: null }),
  },
  removePgpKeysAction: { scope: "org", can: "remote_source:update", outcome: "not_found", input: named },
  setPgpRequiredAction: {
    scope: "org",
    can: "remote_source:update",
    outcome: "not_found",
    input: (victim) => ({ ...named(victim), isRequired: false }),
  },
  addPgpSignerAction: {
    scope: "org",
    can: "remote_source:update",
    outcome: "not_found",
    input: (victim) => ({ ...named(victim), publicKey: SIGNER }),
  },
  removePgpSignerAction: {
    scope: "org",
    can: "remote_source:update",
    outcome: "not_found",
    input: (victim) => ({ ...named(victim), fingerprint: FINGERPRINT }),
  },
  browseRemoteSourceAction: { scope: "org", can: "remote_source:check", outcome: "not_found", input: folder },
};

export const routes: Cases["routes"] = {
  "POST app/(manager)/[org]/remote-sources/check/route.ts": {
    scope: "org",
    can: "remote_source:update",
    outcome: "not_found",
    request: ({ slug }, things) => ({
      url: `/${slug}/remote-sources/check`,
      params: { org: slug },
      body: JSON.stringify(edited(things)),
    }),
  },
  "POST app/(manager)/[org]/remote-sources/[id]/check/route.ts": {
    scope: "org",
    can: "remote_source:check",
    outcome: "not_found",
    request: ({ slug }, { remoteSourceId }) => ({
      url: `/${slug}/remote-sources/${remoteSourceId}/check`,
      params: { org: slug, id: remoteSourceId },
    }),
  },
};
