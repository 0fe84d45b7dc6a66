import { Malformed } from "@/lib/drop-server/sftp/bytes";
import { LIMITS } from "@/lib/drop-server/sftp/replies";

/** A type and the number of the request. */
const BYTES_MIN = 5;

/** Cuts a stream into packets, without their lengths. Holds at most one. Throws `Malformed` for a length that none has. */
export async function* packets(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    for (;;) {
      if (heldBytes < 4) break;
      const needed = 4 + lengthOf(held);
      if (heldBytes < needed) break;
      const bytes = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
      yield bytes.subarray(4, needed);
      held = [bytes.subarray(needed)];
      heldBytes -= needed;
    }
  }
}

function lengthOf(held: Buffer[]): number {
  if ((held[0]?.length ?? 0) < 4) held.splice(0, held.length, Buffer.concat(held));
  const length = held[0]?.readUInt32BE() ?? 0;
  if (length < BYTES_MIN || length > LIMITS.packetBytes) {
    throw new Malformed(`A packet of ${length} bytes is not allowed.`);
  }
  return length;
}
