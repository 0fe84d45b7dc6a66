import { deflateRawSync } from "node:zlib";
import { crc32 } from "@/lib/pipeline/unpack/crc32";

/** An entry as a test wants it; what is absent is as a usual program writes it. */
export type ZipPart = {
  name: string | Buffer;
  bytes: string | Uint8Array;
  method?: number;
  flags?: number;
  /** What the headers say instead of the truth. */
  says?: { crc?: number; size?: number; packedSize?: number };
  /** Sizes and checksum follow the bytes, as of a program that streams. */
  hasDescriptor?: boolean;
  /** Sizes and place are in the extra field of zip64. */
  isZip64?: boolean;
  /** What lies in the file instead of the deflated bytes. */
  raw?: Uint8Array;
};

/** A zip file byte by byte, so that tests can have what no library writes. */
export function zipOf(parts: readonly ZipPart[], { comment = "", isZip64 = false } = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const { body, central } = entryOf(part, at);
    bodies.push(body);
    directory.push(central);
    at += body.length;
  }
  const central = Buffer.concat(directory);
  const end64 = isZip64 ? zip64End(parts.length, central.length, at) : Buffer.alloc(0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(isZip64 ? 0xffff : parts.length, 8);
  end.writeUInt16LE(isZip64 ? 0xffff : parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(isZip64 ? 0xffffffff : at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...bodies, central, end64, end, Buffer.from(comment)]);
}

const UTF8_FLAG = 0x0800;
const DESCRIPTOR_FLAG = 0x0008;

function entryOf(part: ZipPart, at: number) {
  const { method = 8, says = {}, hasDescriptor = false, isZip64 = false } = part;
  const bytes = Buffer.from(part.bytes);
  const name = Buffer.isBuffer(part.name) ? part.name : Buffer.from(part.name);
  const flags =
    part.flags ?? (Buffer.isBuffer(part.name) ? 0 : UTF8_FLAG) | (hasDescriptor ? DESCRIPTOR_FLAG : 0);
  const data = part.raw ? Buffer.from(part.raw) : method === 8 ? deflateRawSync(bytes) : bytes;
  const facts = {
    crc: says.crc ?? crc32(bytes),
    packedSize: says.packedSize ?? data.length,
    size: says.size ?? bytes.length,
  };
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(flags, 6);
  local.writeUInt16LE(method, 8);
  if (!hasDescriptor) writeFacts(local, 14, facts);
  local.writeUInt16LE(name.length, 26);
  const descriptor = Buffer.alloc(hasDescriptor ? 16 : 0);
  if (hasDescriptor) {
    descriptor.writeUInt32LE(0x08074b50, 0);
    writeFacts(descriptor, 4, facts);
  }
  const extra = isZip64 ? zip64Extra(facts, at) : Buffer.alloc(0);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 4);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(flags, 8);
  central.writeUInt16LE(method, 10);
  writeFacts(central, 16, isZip64 ? { ...facts, size: 0xffffffff, packedSize: 0xffffffff } : facts);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt16LE(extra.length, 30);
  central.writeUInt32LE(isZip64 ? 0xffffffff : at, 42);
  return {
    body: Buffer.concat([local, name, data, descriptor]),
    central: Buffer.concat([central, name, extra]),
  };
}

type Facts = { crc: number; packedSize: number; size: number };

function writeFacts(into: Buffer, at: number, { crc, packedSize, size }: Facts): void {
  into.writeUInt32LE(crc, at);
  into.writeUInt32LE(packedSize, at + 4);
  into.writeUInt32LE(size, at + 8);
}

function zip64Extra({ size, packedSize }: Facts, at: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(size), 4);
  extra.writeBigUInt64LE(BigInt(packedSize), 12);
  extra.writeBigUInt64LE(BigInt(at), 20);
  return extra;
}

function zip64End(count: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(at), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(at + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
