import { resolve } from "node:path/posix";
import type { DropEntry, DropFolder, DropReceiving } from "@/lib/drop-server/folder";
import { AppError, notFound } from "@/lib/errors";

type Kept = { bytes: Buffer; isPartial: boolean } | "folder";

export type MemoryDrop = DropFolder & {
  /** Path -> what is there. */
  kept: Map<string, Kept>;
  /** The bytes of a file that counts, as text; null without one. */
  text: (path: string) => string | null;
  /** Called before bytes are stored. */
  onWrite: (bytes: number) => void | Promise<void>;
};

/** A drop in memory, for tests of the protocol alone. */
export function memoryDrop(files: Record<string, string> = {}): MemoryDrop {
  const kept = new Map<string, Kept>();
  for (const [path, text] of Object.entries(files))
    kept.set(path, { bytes: Buffer.from(text), isPartial: false });
  const at = new Date("2026-11-27T08:00:00Z");
  const entry = (path: string, what: Kept): DropEntry => ({
    name: path.slice(path.lastIndexOf("/") + 1),
    kind: what === "folder" ? "folder" : "file",
    sizeBytes: what === "folder" ? 0 : what.bytes.length,
    modifiedAt: at,
    isPartial: what !== "folder" && what.isPartial,
  });
  const find = async (path: string) => {
    const what = path === "" ? "folder" : kept.get(path);
    return what ? entry(path, what) : null;
  };
  const fileAt = (path: string) => {
    const what = kept.get(path);
    if (what === undefined || what === "folder") throw notFound("The file");
    return what;
  };
  const isIn = (path: string, folder: string) =>
    folder === ""
      ? !path.includes("/")
      : path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes("/");
  const drop: MemoryDrop = {
    kept,
    text: (path) => {
      const what = kept.get(path);
      return what === undefined || what === "folder" || what.isPartial ? null : what.bytes.toString();
    },
    onWrite: () => {},
    resolve: (text) => {
      const path = resolve("/", text).slice(1);
      if (/\p{Cc}/u.test(path) || Buffer.byteLength(path) > 1024)
        throw new AppError("invalid_input", "No such name.");
      return path;
    },
    find,
    list: async (path) => {
      if (path !== "" && kept.get(path) !== "folder") throw notFound("The folder");
      return [...kept].filter(([each]) => isIn(each, path)).map(([each, what]) => entry(each, what));
    },
    makeFolder: async (path) => {
      if (kept.has(path)) throw new AppError("conflict", "It exists already.");
      kept.set(path, "folder");
    },
    removeFolder: async (path) => {
      if (kept.get(path) !== "folder") throw notFound("The folder");
      kept.delete(path);
    },
    removeFile: async (path) => {
      fileAt(path);
      kept.delete(path);
    },
    rename: async (from, to, { overwrite }) => {
      const file = fileAt(from);
      if (kept.has(to) && !overwrite) throw new AppError("conflict", "It exists already.");
      kept.delete(from);
      kept.set(to, file);
    },
    receive: async (path, { append }) => receiving(drop, path, append ? fileAt(path).bytes : Buffer.alloc(0)),
    open: async (path) => {
      const { bytes } = fileAt(path);
      return {
        sizeBytes: bytes.length,
        read: async (start, length) => bytes.subarray(start, start + length),
        close: async () => {},
      };
    },
  };
  return drop;
}

function receiving(drop: MemoryDrop, path: string, begun: Buffer): DropReceiving {
  let bytes = Buffer.from(begun);
  return {
    sizeBytes: () => bytes.length,
    write: async (position, added) => {
      await drop.onWrite(added.length);
      const grown = Buffer.alloc(Math.max(bytes.length, position + added.length));
      bytes.copy(grown);
      grown.set(added, position);
      bytes = grown;
    },
    truncate: async (size) => {
      bytes = bytes.subarray(0, size);
    },
    commit: async () => {
      drop.kept.set(path, { bytes, isPartial: false });
    },
    interrupt: async () => {
      if (drop.text(path) === null) drop.kept.set(path, { bytes, isPartial: true });
    },
    abort: async () => {},
  };
}
