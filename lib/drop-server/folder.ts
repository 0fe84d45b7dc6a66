import type { Facts } from "@/lib/traces/trace";

/** What there is in a drop under one name. */
export type DropEntry = {
  name: string;
  kind: "file" | "folder";
  sizeBytes: number;
  modifiedAt: Date;
  /** Its upload was cut off: it counts for nothing until a client resumes it. */
  isPartial: boolean;
};

/** A file that is being uploaded. It counts once `commit` is done; until then what was there before it does. */
export type DropReceiving = {
  sizeBytes: () => number;
  write: (position: number, bytes: Uint8Array) => Promise<void>;
  /** Makes it shorter. */
  truncate: (sizeBytes: number) => Promise<void>;
  commit: () => Promise<unknown>;
  /** Keeps what came in for a client that resumes. */
  interrupt: () => Promise<void>;
  abort: () => Promise<void>;
};

export type DropReading = {
  sizeBytes: number;
  /** Fewer bytes than asked for only at the end. */
  read: (position: number, length: number) => Promise<Uint8Array>;
  close: () => Promise<void>;
};

/** The folder of the drop that a client has signed in to. Paths are those that `resolve` gives. */
export type DropFolder = {
  /** Whose it is, for traces. */
  facts?: Facts;
  /** Any spelling of a path in its one form, relative to the root, "" for the root. Throws `invalid_input`. */
  resolve: (text: string) => string;
  find: (path: string) => Promise<DropEntry | null>;
  list: (path: string) => Promise<readonly DropEntry[]>;
  makeFolder: (path: string) => Promise<void>;
  removeFolder: (path: string) => Promise<void>;
  removeFile: (path: string) => Promise<void>;
  rename: (from: string, to: string, options: { overwrite: boolean }) => Promise<void>;
  /** `append`: begins with the bytes that are there. */
  receive: (path: string, options: { append: boolean }) => Promise<DropReceiving>;
  open: (path: string) => Promise<DropReading>;
};
