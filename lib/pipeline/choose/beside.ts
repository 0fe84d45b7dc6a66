import { posix } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";
import type { FolderEntry } from "@/lib/pipeline/source/types";

type Wait = { waitMs: number; signal: AbortSignal };

/** How often a place is asked while something is waited for: each look is a sign-in of its own. */
const LOOKS = 4;

/** Looks again until `look` gives something or the time is up; then gives what the last look gave. */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isThere: (found: T) => boolean,
  { waitMs, signal }: Wait,
): Promise<T> {
  for (let looks = 0; ; looks += 1) {
    const found = await look();
    if (isThere(found) || looks >= LOOKS || waitMs === 0) return found;
    await sleep(waitMs / LOOKS, undefined, { signal });
  }
}

export type Beside = Pick<FolderEntry, "name" | "modifiedAt" | "sizeBytes">;

/** Those of `names` that are files in the folder of `path`, in the order of `names`. */
export async function filesBeside(path: string, names: readonly string[], walk: Walk): Promise<Beside[]> {
  const folder = posix.dirname(path);
  const wanted = new Map(names.map((name, at) => [name.normalize("NFC"), at]));
  const placeOf = (name: string) => wanted.get(name.normalize("NFC")) ?? -1;
  const found: Beside[] = [];
  for await (const entries of walk(folder === "." ? "" : folder, {
    startsWith: startOf(names),
    wants: (name) => placeOf(name) >= 0,
  }))
    found.push(...entries.filter(({ kind }) => kind !== "folder"));
  return found.sort((a, b) => placeOf(a.name) - placeOf(b.name));
}

/** What all names begin with, as far as it can't be composed in two ways. */
function startOf(names: readonly string[]): string {
  const [first = "", ...others] = names;
  let end = /^[\x20-\x7e]*/.exec(first)?.[0].length ?? 0;
  while (others.some((name) => !name.startsWith(first.slice(0, end)))) end -= 1;
  return first.slice(0, end);
}

const ENDINGS = /\.(csv|txt|tsv|xlsx|gz|zip|pgp|gpg|asc)$/i;

/** Names of the marker of a file: `users.csv.done` and `users.done`, of `users.csv.gz` also `users.csv.gz.done`. */
export function markerNames(name: string, marker: string): string[] {
  const names = [`${name}${marker}`];
  for (let stem = name; ENDINGS.test(stem) && stem.replace(ENDINGS, "") !== ""; ) {
    stem = stem.replace(ENDINGS, "");
    names.push(`${stem}${marker}`);
  }
  return names;
}

/** Times of files are in whole seconds at some servers. */
const ROUNDING_MS = 1_000;

/** Whether a marker is of this file: one that is older was that of the file before. */
export function isMarkerOf(marker: Pick<Beside, "modifiedAt">, file: Pick<Beside, "modifiedAt">): boolean {
  if (marker.modifiedAt === null || file.modifiedAt === null) return true;
  return Date.parse(marker.modifiedAt) + ROUNDING_MS >= Date.parse(file.modifiedAt);
}
