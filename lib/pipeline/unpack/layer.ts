import type { AppError } from "@/lib/errors";
import type { Budget } from "@/lib/pipeline/unpack/budget";

/** A file that holds another one: where it is, what it is called, and what opening it may cost. */
export type Packed = {
  file: string;
  name: string;
  sizeBytes: number;
  budget: Budget;
  signal: AbortSignal;
};

/** What was in it. */
export type Opened = {
  /** As it is called inside; the name of the outer one without its ending where it has none. */
  name: string;
  /** How a person is told of the outer one, such as "export.zip". */
  layer: string;
  bytes: AsyncIterable<Uint8Array>;
  /** To be called once the bytes were read to their end: throws when they must not be used after all. */
  verify?: () => Promise<void>;
  /** Of a PGP message: whether it was encrypted, and not only signed. */
  isEncrypted?: boolean;
  /** Of a workbook: the sheet that the bytes were made from. */
  sheet?: string;
  /** Other entries, or sheets, that could have been read. */
  others?: string[];
  /** Translates what reading the bytes throws; null leaves it as it is. */
  explain?: (error: unknown) => AppError | null;
  close: () => Promise<void>;
};
