import { Malformed, readFields } from "@/lib/drop-server/sftp/bytes";

/** What a client may set of a file. */
export type SetAttrs = { sizeBytes: bigint | null };

/** A request of SFTP version 3. Paths and handles are as they were sent. */
export type Request = { id: number } & (
  | { kind: "open"; path: Buffer; flags: number }
  | { kind: "close" | "fstat" | "readdir"; handle: Buffer }
  | { kind: "read"; handle: Buffer; position: bigint; length: number }
  | { kind: "write"; handle: Buffer; position: bigint; bytes: Buffer }
  | { kind: "stat" | "opendir" | "remove" | "mkdir" | "rmdir" | "realpath"; path: Buffer }
  | { kind: "setstat"; path: Buffer; attrs: SetAttrs }
  | { kind: "fsetstat"; handle: Buffer; attrs: SetAttrs }
  | { kind: "rename"; from: Buffer; to: Buffer; overwrite: boolean }
  | { kind: "fsync"; handle: Buffer }
  | { kind: "limits" }
  /** What this server does not do: links, and extensions that it does not name. */
  | { kind: "unsupported" }
);

export const OPEN = { READ: 1, WRITE: 2, APPEND: 4, CREAT: 8, TRUNC: 16, EXCL: 32 } as const;
/** Text mode, which only later versions of the protocol have, and whatever else may be set. */
export const OPEN_KNOWN = 63;

const INIT = 1;

/** The version of the first packet of a session. Throws `Malformed` for any other packet. */
export function readInit(packet: Buffer): number {
  if (packet[0] !== INIT) throw new Malformed("The first packet is not the greeting.");
  return readFields(packet.subarray(1)).uint32();
}

/** One packet after the greeting. Throws `Malformed` for what is no request. */
export function readRequest(packet: Buffer): Request {
  const fields = readFields(packet.subarray(1));
  const id = fields.uint32();
  // exempt(switch): any byte may come; what is none of ours is refused by its number, as SFTP v3 has it
  switch (packet[0]) {
    case 3: {
      const path = fields.string();
      return { kind: "open", id, path, flags: fields.uint32() };
    }
    case 4:
      return { kind: "close", id, handle: fields.string() };
    case 5: {
      const handle = fields.string();
      const position = fields.uint64();
      return { kind: "read", id, handle, position, length: fields.uint32() };
    }
    case 6: {
      const handle = fields.string();
      const position = fields.uint64();
      return { kind: "write", id, handle, position, bytes: fields.string() };
    }
    case 7:
    case 17:
      return { kind: "stat", id, path: fields.string() };
    case 8:
      return { kind: "fstat", id, handle: fields.string() };
    case 9: {
      const path = fields.string();
      return { kind: "setstat", id, path, attrs: readAttrs(fields.rest()) };
    }
    case 10: {
      const handle = fields.string();
      return { kind: "fsetstat", id, handle, attrs: readAttrs(fields.rest()) };
    }
    case 11:
      return { kind: "opendir", id, path: fields.string() };
    case 12:
      return { kind: "readdir", id, handle: fields.string() };
    case 13:
      return { kind: "remove", id, path: fields.string() };
    case 14:
      return { kind: "mkdir", id, path: fields.string() };
    case 15:
      return { kind: "rmdir", id, path: fields.string() };
    case 16:
      return { kind: "realpath", id, path: fields.string() };
    case 18: {
      const from = fields.string();
      return { kind: "rename", id, from, to: fields.string(), overwrite: false };
    }
    case 200:
      return readExtended(id, fields.string(), fields.rest());
    case INIT:
      throw new Malformed("There is a second greeting.");
    default:
      // Such as links, 19 and 20. Whatever it is, it can be refused by its number.
      return { kind: "unsupported", id };
  }
}

function readExtended(id: number, name: Buffer, data: Buffer): Request {
  const fields = readFields(data);
  // exempt(switch): any name may come; an extension that we do not have is refused, which clients expect
  switch (name.toString("latin1")) {
    case "posix-rename@openssh.com": {
      const from = fields.string();
      return { kind: "rename", id, from, to: fields.string(), overwrite: true };
    }
    case "fsync@openssh.com":
      return { kind: "fsync", id, handle: fields.string() };
    case "limits@openssh.com":
      return { kind: "limits", id };
    default:
      return { kind: "unsupported", id };
  }
}

const HAS_SIZE = 1;

/** Owners, permissions and times are what clients want to keep of a file; a drop has none of them. */
function readAttrs(bytes: Buffer): SetAttrs {
  const fields = readFields(bytes);
  return { sizeBytes: fields.uint32() & HAS_SIZE ? fields.uint64() : null };
}
