import { z } from "zod";
import type { SourceKind } from "@/lib/model/source";
import { SOURCES } from "@/lib/pipeline/source/registry";
import { KEY_TYPES } from "@/lib/pipeline/source/sftp/key-pair";

type Forms = (typeof SOURCES)[SourceKind]["form"];

/** What a check of these values has given, see `openProof`; left out to save them unchecked. */
const proven = z.object({ proof: z.string().max(20_000).optional() });

/** The fields of the kind that the form names. */
export const newSourceFields = z.discriminatedUnion("kind", forms("create"));
export const editedSourceFields = z.discriminatedUnion("kind", forms("update"));

export const createRemoteSourceInput = newSourceFields.and(proven);
export const updateRemoteSourceInput = editedSourceFields.and(proven);

export const remoteSourceIdInput = z.object({ id: z.uuid() });
export const renewPasswordInput = z.object({
  id: z.uuid(),
  password: z.string().min(1, "Enter the password.").max(1024, "At most 1,024 characters."),
});
export const approveHostKeyInput = z.object({ id: z.uuid(), fingerprint: z.string().min(1) });
export const makeKeyPairInput = z.object({ type: z.enum(KEY_TYPES) });

const pgpFingerprint = z.string().regex(/^[0-9a-f]{40,64}$/);
export const makePgpKeyInput = z.object({ id: z.uuid(), expected: pgpFingerprint.nullable() });
export const setPgpRequiredInput = z.object({ id: z.uuid(), isRequired: z.boolean() });
export const addPgpSignerInput = z.object({
  id: z.uuid(),
  publicKey: z.string().trim().min(1, "Enter a public key.").max(50_000, "This key is too long."),
});
export const removePgpSignerInput = z.object({ id: z.uuid(), fingerprint: pgpFingerprint });

export const browseFolderInput = z.object({ id: z.uuid(), folder: z.string().max(4096) });

export type EnteredSource = z.output<typeof newSourceFields>;
export type CreateRemoteSourceInput = z.output<typeof createRemoteSourceInput>;
export type UpdateRemoteSourceInput = z.output<typeof updateRemoteSourceInput>;

function forms<Name extends keyof Forms>(name: Name): [Forms[Name], ...Forms[Name][]] {
  // There is at least one kind.
  return Object.values(SOURCES).map(({ form }) => form[name]) as [Forms[Name], ...Forms[Name][]];
}
