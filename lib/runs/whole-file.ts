import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAppError } from "@/lib/errors";
import type { FileSettings } from "@/lib/model/file-settings";
import { filesBeside, isMarkerOf, lookUntil, markerNames } from "@/lib/pipeline/choose/beside";
import { CHECKSUM_BYTES_MAX, checksumName, readChecksum } from "@/lib/pipeline/choose/checksum";
import { waitingFor, wrongChecksum } from "@/lib/pipeline/choose/choose-errors";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";
import type { Fetched } from "@/lib/pipeline/source/types";

type Expected = {
  path: string;
  settings: Pick<FileSettings, "marker" | "hasChecksum">;
  walk: Walk;
  wait: { waitMs: number; signal: AbortSignal };
};

/**
 * Waits until what says that a file is complete lies beside it: its marker, not older than the file, and its checksum file.
 * A file that is not there itself is left to who fetches it. Throws `file_waiting`.
 */
export async function awaitCompanions({ path, settings, walk, wait }: Expected): Promise<void> {
  const name = posix.basename(path);
  const markers = settings.marker === null ? [] : markerNames(name, settings.marker);
  const checksum = settings.hasChecksum ? checksumName(name) : null;
  if (markers.length === 0 && checksum === null) return;
  const look = async (): Promise<string | null> => {
    const found = await filesBeside(path, [name, ...markers, ...(checksum ? [checksum] : [])], walk);
    const has = (wanted: string) =>
      found.find((file) => file.name.normalize("NFC") === wanted.normalize("NFC"));
    const file = has(name);
    if (!file) return null;
    const isMarked = markers.some((marker) => {
      const beside = has(marker);
      return beside !== undefined && isMarkerOf(beside, file);
    });
    if (markers.length > 0 && !isMarked) return markers.slice(0, 2).join(" or ");
    return checksum && !has(checksum) ? checksum : null;
  };
  const missing = await lookUntil(look, (found) => found === null, wait);
  if (missing !== null) throw waitingFor(missing, name);
}

type Small = (path: string, sizeBytesMax: number) => Promise<Fetched>;

/** How long a file that does not match its checksum is left alone, to be read once more: its upload may have been under way. */
const AGAIN_MS = 15_000;

/** Fetches a file and holds it to its checksum file; twice, if it doesn't match at first. Parts of it have none. Throws `file_checksum`. */
export async function fetchChecked(
  path: string,
  fetch: () => Promise<Fetched>,
  fetchSmall: Small,
  wait: { waitMs: number; signal: AbortSignal },
): Promise<Fetched> {
  const first = await fetch();
  if (first.parts || (await matches(first, path, fetchSmall).catch(onlyBad))) return first;
  await first.dispose();
  await sleep(Math.min(wait.waitMs, AGAIN_MS), undefined, { signal: wait.signal });
  const second = await fetch();
  if (await matches(second, path, fetchSmall)) return second;
  await second.dispose();
  throw wrongChecksum(path, checksumName(posix.basename(path)));
}

/** A checksum file that holds none may be half written too. */
function onlyBad(error: unknown): false {
  if (isAppError(error) && error.code === "file_checksum") return false;
  throw error;
}

async function matches(fetched: Fetched, path: string, fetchSmall: Small): Promise<boolean> {
  try {
    const checksum = await fetchSmall(checksumName(path), CHECKSUM_BYTES_MAX);
    try {
      return readChecksum(await readFile(checksum.file), path) === fetched.identity.sha256;
    } finally {
      await checksum.dispose();
    }
  } catch (error) {
    await fetched.dispose();
    throw error;
  }
}
