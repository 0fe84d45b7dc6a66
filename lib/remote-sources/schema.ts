import { z } from "zod";
import type { SourceKind } from "@/lib/model/source";
import { SOURCES } from "@/lib/pipeline/source/registry";

type Forms = (typeof SOURCES)[SourceKind]["form"];

/** The fields of the kind that the form names. */
export const createRemoteSourceInput = z.discriminatedUnion("kind", forms("create"));
export const updateRemoteSourceInput = z.discriminatedUnion("kind", forms("update"));

export const remoteSourceIdInput = z.object({ id: z.uuid() });
export const approveHostKeyInput = z.object({ id: z.uuid(), fingerprint: z.string().min(1) });
export const browseFolderInput = z.object({ id: z.uuid(), folder: z.string().max(4096) });

export type CreateRemoteSourceInput = z.output<typeof createRemoteSourceInput>;
export type UpdateRemoteSourceInput = z.output<typeof updateRemoteSourceInput>;

function forms<Name extends keyof Forms>(name: Name): [Forms[Name], ...Forms[Name][]] {
  // There is at least one kind.
  return Object.values(SOURCES).map(({ form }) => form[name]) as [Forms[Name], ...Forms[Name][]];
}
