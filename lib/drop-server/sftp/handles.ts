import type { DropEntry, DropReading } from "@/lib/drop-server/folder";
import { SftpRefusal } from "@/lib/drop-server/sftp/refusal";
import { LIMITS } from "@/lib/drop-server/sftp/replies";
import type { Upload } from "@/lib/drop-server/sftp/upload";

export type Handle =
  | { kind: "upload"; upload: Upload; openedAt: Date; isAppending: boolean }
  | { kind: "reading"; reading: DropReading; entry: DropEntry }
  | { kind: "listing"; path: string; entries: readonly DropEntry[]; shown: number };

export type Handles = {
  /** Throws when too many are open. Call it before opening what the handle is for. */
  requireRoom: () => void;
  add: (handle: Handle) => Buffer;
  /** Throws for what is not, or no longer, a handle of this session. */
  get: (name: Buffer) => Handle;
  remove: (name: Buffer) => Handle;
  removeAll: () => Handle[];
};

/** What one session has open. A name is used once only, and means nothing in any other session. */
export function openHandles(): Handles {
  const open = new Map<string, Handle>();
  let last = 0;
  const get = (name: Buffer): Handle => {
    const handle = open.get(name.toString("hex"));
    if (!handle) throw new SftpRefusal("FAILURE", "This handle is not open.");
    return handle;
  };
  return {
    requireRoom: () => {
      if (open.size >= LIMITS.openHandles) {
        throw new SftpRefusal("FAILURE", `At most ${LIMITS.openHandles} files and folders can be open.`);
      }
    },
    add: (handle) => {
      last += 1;
      const name = Buffer.alloc(4);
      name.writeUInt32BE(last);
      open.set(name.toString("hex"), handle);
      return name;
    },
    get,
    remove: (name) => {
      const handle = get(name);
      open.delete(name.toString("hex"));
      return handle;
    },
    removeAll: () => {
      const all = [...open.values()];
      open.clear();
      return all;
    },
  };
}
