import { byte, packet, string, uint32, uint64 } from "@/lib/drop-server/sftp/bytes";

/** The answers of SFTP version 3, ready to be sent. */

export const STATUS = {
  OK: 0,
  EOF: 1,
  NO_SUCH_FILE: 2,
  PERMISSION_DENIED: 3,
  FAILURE: 4,
  OP_UNSUPPORTED: 8,
} as const;

export type StatusName = keyof typeof STATUS;

/** What a listing says about a file or folder. */
export type EntryFacts = { kind: "file" | "folder"; sizeBytes: number; modifiedAt: Date };

const PACKET_BYTES_MAX = 256 * 1024;
/** As OpenSSH's own server: what is left of a packet for the bytes of a file. */
export const LIMITS = {
  packetBytes: PACKET_BYTES_MAX,
  readBytes: PACKET_BYTES_MAX - 1024,
  writeBytes: PACKET_BYTES_MAX - 1024,
  openHandles: 64,
} as const;

const EXTENSIONS = ["posix-rename@openssh.com", "fsync@openssh.com", "limits@openssh.com"];

export function versionReply(): Buffer {
  return packet(byte(2), uint32(3), ...EXTENSIONS.flatMap((name) => [string(name), string("1")]));
}

export function statusReply(id: number, status: StatusName, message: string): Buffer {
  return packet(byte(101), uint32(id), uint32(STATUS[status]), string(message), string("en"));
}

export function handleReply(id: number, handle: Buffer): Buffer {
  return packet(byte(102), uint32(id), string(handle));
}

export function dataReply(id: number, bytes: Uint8Array): Buffer {
  return packet(
    byte(103),
    uint32(id),
    uint32(bytes.length),
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  );
}

export function attrsReply(id: number, facts: EntryFacts): Buffer {
  return packet(byte(105), uint32(id), attrs(facts));
}

/** `now`: what is older than half a year is shown with its year, as by `ls`. */
export function namesReply(
  id: number,
  entries: readonly ({ name: string } & EntryFacts)[],
  now: Date,
): Buffer {
  const names = entries.flatMap((entry) => [string(entry.name), string(longName(entry, now)), attrs(entry)]);
  return packet(byte(104), uint32(id), uint32(entries.length), ...names);
}

export function limitsReply(id: number): Buffer {
  const { packetBytes, readBytes, writeBytes, openHandles } = LIMITS;
  return packet(byte(201), uint32(id), ...[packetBytes, readBytes, writeBytes, openHandles].map(uint64));
}

const HAS_SIZE_OWNER_MODE_TIMES = 0x0f;

function attrs({ kind, sizeBytes, modifiedAt }: EntryFacts): Buffer {
  const seconds = uint32(Math.floor(modifiedAt.getTime() / 1000));
  const mode = uint32(kind === "folder" ? 0o040700 : 0o100600);
  return Buffer.concat([
    uint32(HAS_SIZE_OWNER_MODE_TIMES),
    uint64(sizeBytes),
    uint32(0),
    uint32(0),
    mode,
    seconds,
    seconds,
  ]);
}

const HALF_A_YEAR_MS = 183 * 24 * 60 * 60_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The line that command line clients print, in the form of `ls -l`; some take it apart again. */
function longName({ name, kind, sizeBytes, modifiedAt }: { name: string } & EntryFacts, now: Date): string {
  const mode = kind === "folder" ? "drwx------" : "-rw-------";
  const day = `${MONTHS[modifiedAt.getUTCMonth()]} ${String(modifiedAt.getUTCDate()).padStart(2)}`;
  const isOld = Math.abs(now.getTime() - modifiedAt.getTime()) > HALF_A_YEAR_MS;
  const time = isOld ? ` ${modifiedAt.getUTCFullYear()}` : modifiedAt.toISOString().slice(11, 16);
  return `${mode}    1 drop     drop     ${String(sizeBytes).padStart(8)} ${day} ${time} ${name}`;
}
