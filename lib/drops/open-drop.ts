import { isStillValid } from "@/lib/auth/drop/login.store";
import type { DropCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { findDropSettings, selectPresent } from "@/lib/drops/files.store";
import { folderOf } from "@/lib/drops/path";
import type { DropSettings } from "@/lib/drops/settings";
import { AppError } from "@/lib/errors";

/** Throws `unauthenticated` when what the client signed in with was revoked, removed or has expired since. */
export async function requireValid(tx: Tx, ctx: DropCtx): Promise<void> {
  if (await isStillValid(tx, ctx, ctx.credential, ctx.clock())) return;
  throw signedOut();
}

/** Locks the drop for a change of its folder, and gives its settings. Throws `unauthenticated`. */
export async function openForChange(tx: Tx, ctx: DropCtx): Promise<DropSettings> {
  const settings = await findDropSettings(tx, ctx, { lock: true });
  if (!settings) throw signedOut();
  await requireValid(tx, ctx);
  return settings;
}

/** Throws `not_found` unless the folder that a path is in exists. */
export async function requireFolder(tx: Tx, ctx: DropCtx, path: string): Promise<void> {
  const folder = folderOf(path);
  if (folder === "") return;
  const entry = await selectPresent(tx, ctx, folder);
  if (!entry?.isFolder) {
    throw new AppError("not_found", `There is no folder "${folder}" in this drop.`, {
      remedy: "Create the folder first, or place the file without a folder.",
    });
  }
}

function signedOut(): AppError {
  return new AppError("unauthenticated", "The key, password or token is not valid.", {
    remedy: "Ask the person who set up this drop for another one.",
  });
}
