import type { CheckResult, CheckStage, HostKey } from "@/drizzle/schema/remote-sources";
import type { AppError } from "@/lib/errors";
import type { SourceIdentity } from "@/lib/model/file";

/** A file that was uploaded to us and lies in the spool folder. */
export type SpooledFile = {
  kind: "spooled";
  file: string;
  /** What the person's file was called. */
  name: string;
  modifiedAt: Date | string | null;
};

export type FetchProgress = {
  phase: "connecting" | "downloading";
  bytesDone: number;
  bytesTotal: number | null;
};

/** Of a file, from `start` up to, and without, `end`. */
export type Part = { start: number; end: number };

/** What of a large file is fetched in its place, to see what is in it: a run always reads whole files. */
export type PartsWanted = {
  aboveBytes: number;
  /** For a file that begins with `head`; null for the whole file, such as a packed one. */
  choose: (head: Buffer, sizeBytes: number) => Part[] | null;
};

export type FetchOptions = {
  /** Where a download goes: made with mode 0600, replaced when a dead run left it behind. */
  spoolFile: string;
  sizeBytesMax: number;
  /** Absent: the whole file. A place that can't give parts of a file gives all of it. */
  parts?: PartsWanted | undefined;
  /** Whether a run of this sync has read this path before: a refusal is then looked at again, and may be retried. */
  hasWorked?: boolean;
  signal: AbortSignal;
  /** Called at most every 250 ms, and once at the end. */
  onProgress: (progress: FetchProgress) => void;
  limits?: Partial<SourceLimits>;
};

export type Fetched = {
  identity: SourceIdentity;
  /** The whole file, on this machine; of one in parts, these one after the other. */
  file: string;
  /** What was fetched in place of the whole file: then `identity.sha256` is of these bytes. */
  parts?: Part[];
  /** The key the server showed; null where there is no server. */
  hostKey: HostKey | null;
  /** Deletes what was downloaded; an uploaded file stays. May be called twice. */
  dispose: () => Promise<void>;
};

/** The key that a server showed instead of the pinned one, out of a `source_host_key` error; null for any other. */
export function hostKeyOf(error: AppError): HostKey | null {
  // Only `openSession` makes this code, and always with the key.
  return error.code === "source_host_key" ? (error.meta.seen as HostKey) : null;
}

export type CheckOptions = {
  signal: AbortSignal;
  /** Called as each stage ends. */
  onStage: (stage: CheckStage) => void;
  limits?: Partial<SourceLimits>;
};

export type ListOptions = { signal: AbortSignal; limits?: Partial<SourceLimits> };

export type WalkOptions = ListOptions & {
  /** What all wanted names begin with, "" for any: a place that can may ask for these only. */
  startsWith: string;
  /** Whether an entry of this name is to be given: only those cost a further question, such as where a link leads. */
  wants: (name: string) => boolean;
};

export type Checked = {
  result: CheckResult;
  /** The key the server showed, approved or not; null when it never came to that. */
  hostKey: HostKey | null;
};

export type FolderEntry = {
  name: string;
  kind: "file" | "folder" | "other";
  sizeBytes: number | null;
  /** ISO instant. */
  modifiedAt: string | null;
};

export type FolderListing = {
  /** Folders first, then by name. */
  entries: FolderEntry[];
  /** Whether the folder holds more than is listed. */
  truncated: boolean;
};

export type SourceLimits = {
  /** Address look-up, connecting, handshake and sign-in together. */
  readyMs: number;
  /** How long the server may send nothing while something was asked of it. */
  idleMs: number;
  /** The whole fetch. */
  deadlineMs: number;
  /** What a transfer has to bring, averaged over `rateWindowMs`; 0 for no floor. */
  bytesPerSecondMin: number;
  rateWindowMs: number;
  keepaliveMs: number;
  /** A file touched this recently may still be growing: it is looked at twice. */
  freshMs: number;
  /** Time between two looks at such a file. */
  settleMs: number;
  /** How long a file is waited for that is being written, or that is refused although it has been read before. */
  waitMs: number;
  /** Read requests in flight, at most; their size and the window of the channel may allow fewer (`planReads`). */
  readsInFlight: number;
};

export const SOURCE_LIMITS: SourceLimits = {
  readyMs: 20_000,
  idleMs: 30_000,
  deadlineMs: 60 * 60_000,
  bytesPerSecondMin: 1024,
  rateWindowMs: 60_000,
  keepaliveMs: 10_000,
  freshMs: 120_000,
  settleMs: 2_000,
  waitMs: 60_000,
  readsInFlight: 128,
};

/** A person is waiting: what a server does not answer in this time it is said not to answer. */
export const CHECK_LIMITS: SourceLimits = { ...SOURCE_LIMITS, idleMs: 10_000 };
