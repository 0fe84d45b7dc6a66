/** Made from our own ids only, never from what a customer called a file. */
export type SpoolKey = string;

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const KEY = new RegExp(`^(?:(?:upload|run|managers)-${UUID}\\.csv|drop-${UUID})$`);

/** Whether Rollcall itself gives such names; nothing else in the spool is read, listed or deleted. */
export function isSpoolKey(name: string): boolean {
  return KEY.test(name);
}

/** Throws a RangeError for a name that is not one of ours, such as a path. */
export function requireKey(key: SpoolKey): SpoolKey {
  if (!isSpoolKey(key)) throw new RangeError("This name is not valid in the spool.");
  return key;
}

export function uploadKey(uploadId: string): SpoolKey {
  return requireKey(`upload-${uploadId}.csv`);
}

/** What a run has fetched, unpacked. */
export function runKey(runId: string): SpoolKey {
  return requireKey(`run-${runId}.csv`);
}

/** The run's second file, that of the managers. */
export function managersKey(runId: string): SpoolKey {
  return requireKey(`managers-${runId}.csv`);
}

/** A file that came in through a drop. */
export function dropKey(fileId: string): SpoolKey {
  return requireKey(`drop-${fileId}`);
}
