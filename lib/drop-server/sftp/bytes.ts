/** Reads the fields of one packet in turn. Every method throws `Malformed` when the packet is too short for it. */
export type FieldReader = {
  uint32: () => number;
  uint64: () => bigint;
  string: () => Buffer;
  /** What is left. */
  rest: () => Buffer;
};

/** The packet is not one of the protocol: there is no telling where the next one begins to make sense. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

export function readFields(packet: Buffer): FieldReader {
  let at = 0;
  const take = (length: number): Buffer => {
    if (length > packet.length - at) throw new Malformed("The packet is too short.");
    at += length;
    return packet.subarray(at - length, at);
  };
  const uint32 = () => take(4).readUInt32BE();
  return {
    uint32,
    uint64: () => take(8).readBigUInt64BE(),
    string: () => take(uint32()),
    rest: () => take(packet.length - at),
  };
}

/** Puts fields together to one packet, with its length in front. */
export function packet(...fields: readonly Buffer[]): Buffer {
  const body = Buffer.concat(fields);
  return Buffer.concat([uint32(body.length), body]);
}

export function byte(value: number): Buffer {
  return Buffer.from([value]);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

export function string(value: string | Buffer): Buffer {
  const bytes = typeof value === "string" ? Buffer.from(value, "utf8") : value;
  return Buffer.concat([uint32(bytes.length), bytes]);
}
