import { randomUUID } from "node:crypto";
import type { DropCtx } from "@/lib/context";
import {
  type DropFileRow,
  endPartials,
  hasChildren,
  insertEntry,
  moveFile,
  moveFolder,
  selectChildren,
  selectPartial,
  selectPathsIn,
  selectPresent,
  setEntry,
} from "@/lib/drops/files.store";
import { requireEntries } from "@/lib/drops/limits";
import { noteFolder, notePath } from "@/lib/drops/note-path";
import { openForChange, requireFolder, requireValid } from "@/lib/drops/open-drop";
import { nameOf, resolveDropPath } from "@/lib/drops/path";
import { removeBytes } from "@/lib/drops/remove-bytes";
import { AppError } from "@/lib/errors";

export type DropEntry = {
  path: string;
  name: string;
  kind: "file" | "folder";
  sizeBytes: number;
  modifiedAt: Date;
  /** What came of a file until its connection broke: it may be resumed, and counts for nothing. */
  isPartial: boolean;
};

/**
 * What is under a path; the path is taken as a client sends it, see `resolveDropPath`. Throws `not_found`,
 * `invalid_input`, `unauthenticated`, as all verbs of this file do.
 */
export async function statEntry(ctx: DropCtx, path: string): Promise<DropEntry> {
  const at = resolveDropPath(path);
  return ctx.db.run(async (tx) => {
    await requireValid(tx, ctx);
    if (at === "") return root(ctx);
    // An upload that was cut off first: a client that resumes asks how much of it there is.
    const row = (await selectPartial(tx, ctx, at)) ?? (await selectPresent(tx, ctx, at));
    if (!row) throw nothingThere(at);
    return entryOf(row);
  });
}

/** What lies in a folder, by name. Throws `conflict` for a file. */
export async function listEntries(ctx: DropCtx, path: string): Promise<DropEntry[]> {
  const at = resolveDropPath(path);
  return ctx.db.run(async (tx) => {
    await requireValid(tx, ctx);
    const folder = at === "" ? null : await selectPresent(tx, ctx, at);
    if (folder === undefined) throw nothingThere(at);
    if (folder && !folder.isFolder) throw new AppError("conflict", `"${at}" is a file.`);
    return (await selectChildren(tx, ctx, at)).map(entryOf);
  });
}

/** Throws `conflict` when something has this name, `no_space`. */
export async function makeFolder(ctx: DropCtx, path: string): Promise<void> {
  const at = resolveDropPath(path);
  if (at === "") throw new AppError("conflict", "The drop's own folder exists already.");
  await ctx.db.run(async (tx) => {
    await openForChange(tx, ctx);
    await requireFolder(tx, ctx, at);
    if (await selectPresent(tx, ctx, at)) throw new AppError("conflict", `"${at}" exists already.`);
    await requireEntries(tx, ctx);
    const now = ctx.clock();
    await insertEntry(tx, ctx, {
      ...{ id: randomUUID(), path: at, isFolder: true, state: "present" },
      ...{ createdAt: now, touchedAt: now, completedAt: now, via: "sftp", fromAddress: ctx.from },
      ...{ credentialKind: ctx.credential.kind, credentialLabel: ctx.credential.label },
    });
  });
}

/** Throws `conflict` for a file and for a folder with something in it. */
export async function removeFolder(ctx: DropCtx, path: string): Promise<void> {
  const at = resolveDropPath(path);
  if (at === "") throw new AppError("conflict", "The drop's own folder can't be deleted.");
  await ctx.db.run(async (tx) => {
    await openForChange(tx, ctx);
    const row = await selectPresent(tx, ctx, at);
    if (!row) throw nothingThere(at);
    if (!row.isFolder) throw new AppError("conflict", `"${at}" is a file.`);
    if (await hasChildren(tx, ctx, at)) throw new AppError("conflict", `The folder "${at}" is not empty.`);
    await setEntry(tx, ctx, row, { state: "gone", goneWhy: "deleted", goneAt: ctx.clock() });
  });
}

/** Takes a file out of the folder. It stays listed, and can be downloaded by admins, until it is purged. */
export async function removeFile(ctx: DropCtx, path: string): Promise<void> {
  const at = resolveDropPath(path);
  const unfinished = await ctx.db.run(async (tx) => {
    await openForChange(tx, ctx);
    const row = await selectPresent(tx, ctx, at);
    if (row?.isFolder) throw new AppError("conflict", `"${at}" is a folder.`);
    const now = ctx.clock();
    const partials = await endPartials(tx, ctx, { path: at, except: null, at: now });
    if (row) await setEntry(tx, ctx, row, { state: "gone", goneWhy: "deleted", goneAt: now });
    else if (partials.length === 0) throw nothingThere(at);
    return partials;
  });
  await removeBytes(unfinished);
}

/**
 * Gives a file or folder another path. A file takes the place of another one only with `overwrite`. A file that gets
 * its final name so counts as arrived. Throws `conflict`.
 */
export async function renameEntry(
  ctx: DropCtx,
  from: string,
  to: string,
  { overwrite = false }: { overwrite?: boolean } = {},
): Promise<void> {
  const [source, target] = [resolveDropPath(from), resolveDropPath(to)];
  if (source === "" || target === "") {
    throw new AppError("conflict", "The drop's own folder can't be renamed.");
  }
  await ctx.db.run(async (tx) => {
    await openForChange(tx, ctx);
    const row = await selectPresent(tx, ctx, source);
    if (!row) throw nothingThere(source);
    await requireFolder(tx, ctx, target);
    const taken = source === target ? undefined : await selectPresent(tx, ctx, target);
    if (taken && (taken.isFolder || row.isFolder || !overwrite)) {
      throw new AppError("conflict", `"${target}" exists already.`);
    }
    if (source === target) return;
    if (row.isFolder) {
      if (target.startsWith(`${source}/`)) {
        throw new AppError("conflict", "A folder can't be moved into itself.");
      }
      // Each has to be a path still: the new name may be longer, or further down.
      for (const path of await selectPathsIn(tx, ctx, source))
        resolveDropPath(target + path.slice(source.length));
      await moveFolder(tx, ctx, source, target);
      await noteFolder(tx, ctx, target);
    } else {
      await moveFile(tx, ctx, { id: row.id, to: target, at: ctx.clock() });
      await notePath(tx, ctx, target);
    }
  });
}

function nothingThere(path: string): AppError {
  return new AppError("not_found", `There is no "${path}" in this drop.`);
}

function entryOf(row: DropFileRow): DropEntry {
  const path = row.path ?? "";
  return {
    path,
    name: nameOf(path),
    kind: row.isFolder ? "folder" : "file",
    sizeBytes: row.sizeBytes,
    modifiedAt: row.completedAt ?? row.touchedAt,
    isPartial: row.state === "partial",
  };
}

function root(ctx: DropCtx): DropEntry {
  return { path: "", name: "", kind: "folder", sizeBytes: 0, modifiedAt: ctx.clock(), isPartial: false };
}
