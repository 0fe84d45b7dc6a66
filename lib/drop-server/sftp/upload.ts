import type { DropReceiving } from "@/lib/drop-server/folder";
import { SftpRefusal } from "@/lib/drop-server/sftp/refusal";

/** How far a client may write ahead of what it has not sent yet: more than any has in flight. */
const AHEAD_BYTES_MAX = 16 * 1024 * 1024;
const GAPS_MAX = 512;

export type Upload = {
  sizeBytes: () => number;
  /** `position` null: at the end. */
  write: (position: bigint | null, bytes: Buffer) => Promise<void>;
  truncate: (sizeBytes: bigint) => Promise<void>;
  /** Makes the file count, if all of it is there. Throws, and gives it up, otherwise. */
  close: () => Promise<void>;
  /** The connection was lost: what came in is kept for a client that resumes, if it has no gaps. */
  lose: () => Promise<void>;
};

type Range = { start: number; end: number };

/**
 * A file that a client writes. Writes may come in any order and overlap, but leave no gap: a file with one, or one of
 * which a write failed, never counts. `isUnchanged`: without a write there is nothing to store at the end.
 */
export function openUpload(receiving: DropReceiving, { isUnchanged }: { isUnchanged: boolean }): Upload {
  let there: Range[] = [{ start: 0, end: receiving.sizeBytes() }];
  let untouched = isUnchanged;
  let failed = false;
  const end = () => there.at(-1)?.end ?? 0;
  const whole = () => there.length === 1;
  const noting = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  return {
    sizeBytes: end,
    write: (at, bytes) =>
      noting(async () => {
        if (failed) throw new SftpRefusal("FAILURE", "An earlier write failed. Upload the file again.");
        const start = at === null ? end() : checked(at, (there[0]?.end ?? 0) + AHEAD_BYTES_MAX);
        await receiving.write(start, bytes);
        there = withRange(there, { start, end: start + bytes.length });
        untouched = false;
      }),
    truncate: async (sizeBytes) => {
      const size = checked(sizeBytes, end(), "A file can't be made longer than what was written.");
      if (size === end()) return;
      await noting(() => receiving.truncate(size));
      there = cutAt(there, size);
      untouched = false;
    },
    close: async () => {
      if (untouched && !failed) return receiving.abort();
      if (!failed && whole()) {
        await receiving.commit();
        return;
      }
      await receiving.abort();
      throw new SftpRefusal(
        "FAILURE",
        failed
          ? "The file is not complete, because a write failed. Upload it again."
          : "The file is not complete: some of its bytes were not sent. Upload it again.",
      );
    },
    lose: () => (failed || untouched || !whole() ? receiving.abort() : receiving.interrupt()),
  };
}

function checked(
  value: bigint,
  most: number,
  why = "The position is too far behind the end of the file.",
): number {
  if (value > BigInt(most)) throw new SftpRefusal("FAILURE", why);
  return Number(value);
}

function withRange(ranges: readonly Range[], added: Range): Range[] {
  if (added.start === added.end) return [...ranges];
  const touching = ranges.filter(({ start, end }) => start <= added.end && end >= added.start);
  const apart = ranges.filter((range) => !touching.includes(range));
  const joined = {
    start: Math.min(added.start, ...touching.map(({ start }) => start)),
    end: Math.max(added.end, ...touching.map(({ end }) => end)),
  };
  if (apart.length >= GAPS_MAX) throw new SftpRefusal("FAILURE", "The file is written in too many pieces.");
  return [...apart, joined].sort((a, b) => a.start - b.start);
}

function cutAt(ranges: readonly Range[], size: number): Range[] {
  const kept = ranges.filter(({ start }) => start < size || start === 0);
  const cut = kept.map(({ start, end }) => ({ start, end: Math.min(end, size) }));
  // Between the last of them and the new end there may be a gap, which is one still.
  return (cut.at(-1)?.end ?? 0) < size ? [...cut, { start: size, end: size }] : cut;
}
