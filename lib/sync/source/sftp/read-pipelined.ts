import { type Session, statusOf } from "@/lib/sync/source/sftp/session";

/** The largest read that every server answers in one piece. */
export const CHUNK_BYTES = 32 * 1024;

type Range = {
  /** Null where the server does not say: then the file is read to its end. */
  sizeBytes: number | null;
  /** Requests under way at once; the memory needed is this times 32 KiB. */
  inFlight: number;
};

type Piece = { position: number; length: number; work: Promise<Buffer> };

/**
 * The bytes of an open file in order, many requests under way at once: one at a time is 25 times slower over 40 ms.
 * Ends early when the file does, so the caller compares the count. A server that refuses parallel reads is read one by
 * one. Rejects with a status error or what broke the connection; pieces still under way are then the session's to end.
 */
export async function* readPipelined(
  session: Session,
  handle: Buffer,
  { sizeBytes, inFlight }: Range,
): AsyncGenerator<Buffer> {
  const end = sizeBytes ?? Number.MAX_SAFE_INTEGER;
  const pieces: Piece[] = [];
  let depth = inFlight;
  let next = 0;
  for (;;) {
    while (pieces.length < depth && next < end) {
      const piece = request(session, handle, next, Math.min(CHUNK_BYTES, end - next));
      pieces.push(piece);
      next += piece.length;
    }
    const piece = pieces.shift();
    if (!piece) return;
    try {
      const bytes = await session.patiently(piece.work);
      if (bytes.length > 0) yield bytes;
      if (bytes.length < piece.length) return;
    } catch (error) {
      if (depth === 1 || statusOf(error) === null) throw error;
      await session.patiently(Promise.allSettled(pieces.map(({ work }) => work)));
      pieces.length = 0;
      next = piece.position;
      depth = 1;
    }
  }
}

function request(session: Session, handle: Buffer, position: number, length: number): Piece {
  const work = readFully(session, handle, position, length);
  // Whoever waits for this piece hears of a failure; until then it must not count as unhandled.
  work.catch(() => {});
  return { position, length, work };
}

/** Asks again for what a short answer left out. Fewer bytes than asked for: the file ends there. */
async function readFully(
  session: Session,
  handle: Buffer,
  position: number,
  length: number,
): Promise<Buffer> {
  const first = await readOnce(session, handle, position, length);
  if (first.length === length || first.length === 0) return first;
  const parts = [first];
  let got = first.length;
  while (got < length) {
    const part = await readOnce(session, handle, position + got, length - got);
    if (part.length === 0) break;
    parts.push(part);
    got += part.length;
  }
  return Buffer.concat(parts, got);
}

function readOnce(session: Session, handle: Buffer, position: number, length: number): Promise<Buffer> {
  return session.ask((done) => {
    session.sftp.read(handle, Buffer.allocUnsafe(length), 0, length, position, (error, count, bytes) => {
      done(error, error ? bytes : bytes.subarray(0, count));
    });
  });
}
