import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { findDropSettings, insertEntry, selectPresent, showFile } from "@/lib/drops/files.store";
import { DROP_FILE_BYTES_MAX } from "@/lib/drops/limits";
import { AppError, notFound } from "@/lib/errors";
import { dropKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";

/** The bytes of a file of ours, which no row names yet: `removeOrphans` removes them if none ever does. */
export type StoredText = { id: string; sizeBytes: number; sha256: string };

/** Stores a text that Rollcall itself has written, to be placed in a drop. */
export async function storeText(text: string): Promise<StoredText> {
  const id = randomUUID();
  const options = { path: "the sample file", sizeBytesMax: DROP_FILE_BYTES_MAX };
  return { id, ...(await spool().write(dropKey(id), Readable.from([Buffer.from(text)]), options)) };
}

/**
 * Shows a stored text as a file in the drop's folder, in the caller's transaction; a file that has its path is replaced.
 * Throws `not_found` for what is no drop of the organization.
 */
export async function placeFile(
  tx: Tx,
  ctx: Ctx,
  { sourceId, path, stored }: { sourceId: string; path: string; stored: StoredText },
): Promise<void> {
  const drop = { orgId: ctx.orgId, sourceId };
  if (!(await findDropSettings(tx, drop, { lock: true }))) throw notFound("This Remote Source");
  const there = await selectPresent(tx, drop, path);
  if (there?.isFolder) throw new AppError("conflict", `"${path}" is a folder.`);
  const now = ctx.clock();
  const { id, sizeBytes, sha256 } = stored;
  await insertEntry(tx, drop, {
    ...{ id, path, state: "receiving", createdAt: now, touchedAt: now, via: "https", spoolKey: dropKey(id) },
    ...{ sizeBytes, credentialLabel: "sample data" },
  });
  await showFile(tx, drop, path, { id, sizeBytes, sha256, at: now });
}
