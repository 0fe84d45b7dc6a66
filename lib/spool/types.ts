import type { SpoolKey } from "@/lib/spool/keys";

export type WriteOptions = {
  /** For messages: what the person calls the file. */
  path: string;
  sizeBytesMax: number;
  onBytes?: (bytesDone: number) => void;
};

export type Written = { sizeBytes: number; sha256: string };

/** From `start` up to, and without, `end`; what lies beyond the end of the file is left out. */
export type ByteRange = { start: number; end?: number };

export type LocalCopy = { file: string; release: () => Promise<void> };

export type Spooled = { key: SpoolKey; sizeBytes: number; storedAt: Date };

/**
 * Files on their way through, by key. A key shows nothing or a whole file, never a half: what replaces it does so in
 * one moment. Throws `not_found` for a file that is not there, and `internal` with `retry` when the store fails.
 */
export type Spool = {
  /** Stores all bytes under the key. Throws `too_large`, or what the stream throws, and then nothing has changed. */
  write: (key: SpoolKey, bytes: AsyncIterable<Uint8Array>, options: WriteOptions) => Promise<Written>;
  /** Moves a whole local file in: it is gone from its place afterwards. */
  adopt: (key: SpoolKey, file: string) => Promise<void>;
  read: (key: SpoolKey, range?: ByteRange) => AsyncIterable<Uint8Array>;
  stat: (key: SpoolKey) => Promise<{ sizeBytes: number; storedAt: Date } | null>;
  /** A local path to read from, never to write to. `release` deletes a copy; the original stays. */
  local: (key: SpoolKey) => Promise<LocalCopy>;
  remove: (key: SpoolKey) => Promise<void>;
  list: () => AsyncIterable<Spooled>;
  /** Deletes what writes that died have left behind before this moment. Gives how many. */
  removeUnfinished: (before: Date) => Promise<number>;
  /** How much more the store takes; null where that is nobody's to know. */
  freeMegabytes: () => Promise<number | null>;
};
