import type { Encoding } from "@/lib/model/file";

/** Short enough for its strings to die young, long enough that the work per block does not show. */
const BLOCK_BYTES = 64 * 1024;

/**
 * Cuts any chunks into blocks of one size that end on a whole character and never between CR and LF. The last block
 * is what is left. As the size is fixed, what is found in a file does not depend on how it arrived.
 */
export async function* cutBlocks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  blockBytes = BLOCK_BYTES,
): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(blockBytes);
  let filled = 0;

  for await (const chunk of chunks) {
    let from = 0;
    while (from < chunk.length) {
      const part = chunk.subarray(from, from + blockBytes - filled);
      block.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled < blockBytes) continue;

      const end = cutAt(block, encoding);
      const next = Buffer.allocUnsafe(blockBytes);
      filled = block.copy(next, 0, end);
      yield block.subarray(0, end);
      block = next;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

/** Length of the longest start of `block` that ends on a whole character and not on CR; all of it when none does. */
export function cutAt(block: Buffer, encoding: Encoding): number {
  const end = encoding.startsWith("utf-16") ? cutUtf16(block, encoding) : cutBytes(block, encoding);
  return end > 0 ? end : block.length;
}

const CR = 0x0d;

function cutBytes(block: Buffer, encoding: Encoding): number {
  let end = block.length;
  if (encoding === "utf-8") {
    let start = end - 1;
    while (start > 0 && end - start < 4 && isContinuation(block[start])) start--;
    if (end - start < characterBytes(block[start])) end = start;
  }
  return block[end - 1] === CR ? end - 1 : end;
}

function isContinuation(byte = 0): boolean {
  return (byte & 0xc0) === 0x80;
}

/** How many bytes a UTF-8 character has that starts with `byte`. */
export function characterBytes(byte = 0): number {
  if (byte < 0xc0) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

function cutUtf16(block: Buffer, encoding: Encoding): number {
  const end = block.length - (block.length % 2);
  if (end < 2) return 0;
  const last = encoding === "utf-16le" ? block.readUInt16LE(end - 2) : block.readUInt16BE(end - 2);
  const isHighSurrogate = last >= 0xd800 && last < 0xdc00;
  return last === CR || isHighSurrogate ? end - 2 : end;
}
