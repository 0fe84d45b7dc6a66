import { z } from "zod";
import type { Ctx } from "@/lib/context";
import {
  type DropFileRow,
  findDropSettings,
  selectArriving,
  selectChildren,
  selectPresent,
} from "@/lib/drops/files.store";
import { nameOf } from "@/lib/drops/path";
import { notFound } from "@/lib/errors";

/** A file or folder of a drop, as a run looks at it. Only what is whole is one. */
export type DropItem = {
  name: string;
  kind: "file" | "folder";
  sizeBytes: number;
  /** When it was whole: nothing else of it changes. */
  receivedAt: Date;
  sha256: string | null;
  spoolKey: string | null;
};

/** What has this path; null for nothing. Throws `not_found` for a drop of another organization. */
export async function findDropItem(ctx: Ctx, id: string, path: string): Promise<DropItem | null> {
  const row = await inDrop(ctx, id, (tx, drop) => selectPresent(tx, drop, path));
  return row ? itemOf(row) : null;
}

/** What lies in a folder, "" being the drop's own; null when there is no such folder. Throws `not_found`. */
export async function listDropItems(ctx: Ctx, id: string, folder: string): Promise<DropItem[] | null> {
  return inDrop(ctx, id, async (tx, drop) => {
    if (folder !== "" && !(await selectPresent(tx, drop, folder))?.isFolder) return null;
    const rows = await selectChildren(tx, drop, folder);
    return rows.filter(({ state }) => state === "present").map(itemOf);
  });
}

/** The names under which files of a folder are being uploaded, or were until a connection broke. Throws `not_found`. */
export async function listArriving(ctx: Ctx, id: string): Promise<string[]> {
  return inDrop(ctx, id, (tx, drop) => selectArriving(tx, drop));
}

type Work<T> = (
  tx: Parameters<Parameters<Ctx["db"]["run"]>[0]>[0],
  drop: { orgId: string; sourceId: string },
) => Promise<T>;

async function inDrop<T>(ctx: Ctx, id: string, work: Work<T>): Promise<T> {
  if (!z.uuid().safeParse(id).success) throw notFound("This Remote Source");
  const drop = { orgId: ctx.orgId, sourceId: id };
  return ctx.db.run(async (tx) => {
    if (!(await findDropSettings(tx, drop))) throw notFound("This Remote Source");
    return work(tx, drop);
  });
}

function itemOf(row: DropFileRow): DropItem {
  return {
    name: nameOf(row.path ?? ""),
    kind: row.isFolder ? "folder" : "file",
    sizeBytes: row.sizeBytes,
    receivedAt: row.completedAt ?? row.touchedAt,
    sha256: row.sha256,
    spoolKey: row.spoolKey,
  };
}
