import { fullStop } from "@/lib/format/full-stop";
import { listNames, noSuchEntry, shown } from "@/lib/pipeline/unpack/problems";
import type { ZipEntry } from "@/lib/pipeline/unpack/zip";

type Chosen = { entry: ZipEntry; others: string[] };

/** What to do when it is not clear which entry to read: refuse, or take the first, where a person is shown the result. */
export type WhenSeveral = "refuse" | "first";

type Wanted = { name: string; pattern: string | null; whenSeveral: WhenSeveral };

/**
 * The entry of a zip file that is the list: the one that the pattern names, or the only CSV. What Macs and Windows add
 * beside it is not looked at. Throws `file_entry`.
 */
export function chooseEntry(entries: readonly ZipEntry[], { name, pattern, whenSeveral }: Wanted): Chosen {
  const hostile = entries.find((entry) => leadsOut(entry.name));
  if (hostile) {
    throw noSuchEntry(
      name,
      `has an entry whose name leads out of its folder: ${shown(hostile.name)}. It was not opened.`,
      "Check who made it, and pack the CSV file alone.",
    );
  }
  const files = entries.filter((entry) => !entry.name.endsWith("/") && !isBeside(entry.name));
  const found = pattern ? files.filter((entry) => matches(entry.name, pattern)) : likeliest(files);
  const [entry] = found;
  const names = (some: readonly ZipEntry[]) => some.map((each) => each.name);
  if (!entry) throw pattern ? noMatch(name, pattern, names(files)) : noFile(name);
  if (found.length > 1 && whenSeveral === "refuse") throw several(name, pattern, names(found));
  return { entry, others: names(files.filter((each) => each !== entry)) };
}

function leadsOut(name: string): boolean {
  return /^\/|^[a-z]:/i.test(name) || name.split("/").includes("..") || name.includes("\0") || name === "";
}

/** What operating systems put beside a file that is packed. */
function isBeside(name: string): boolean {
  const parts = name.split("/");
  const base = parts.at(-1) ?? "";
  return parts.includes("__MACOSX") || base.startsWith(".") || /^(thumbs\.db|desktop\.ini)$/i.test(base);
}

const LIKELY: readonly RegExp[] = [/\.csv$/i, /\.(tsv|txt)$/i, /\.(csv\.\w+|xlsx|xlsm|gz|pgp|gpg)$/i];

/** Of a CSV and a note beside it, the CSV. */
function likeliest(files: readonly ZipEntry[]): readonly ZipEntry[] {
  if (files.length < 2) return files;
  const kinds = LIKELY.map((ending) => files.filter(({ name }) => ending.test(name)));
  return kinds.find((found) => found.length > 0) ?? files;
}

/** `*` and `?` as in a file's name; a pattern without a folder is for the last part of the name, in any letter case. */
function matches(name: string, pattern: string): boolean {
  const text = pattern.includes("/") ? name : (name.split("/").at(-1) ?? "");
  return matchesAll([...text.toLowerCase()], signsOf(pattern));
}

/** A character, or one of `*`, `?` and `digit`. */
type Sign = { is: string } | "*" | "?" | "digit";

function signsOf(pattern: string): Sign[] {
  return pattern.split(/(\*|\?|\{[yMdHms]+\})/).flatMap((part): Sign[] => {
    if (part === "*" || part === "?") return [part];
    if (/^\{[yMdHms]+\}$/.test(part)) return Array<Sign>(part.length - 2).fill("digit");
    return [...part.toLowerCase()].map((is) => ({ is }));
  });
}

/** Goes back to the last star only, so that a long name costs no more than its length times the pattern's. */
function matchesAll(chars: readonly string[], signs: readonly Sign[]): boolean {
  let at = 0;
  let sign = 0;
  let star = -1;
  let from = 0;
  while (at < chars.length) {
    if (signs[sign] === "*") {
      star = sign++;
      from = at;
    } else if (isOf(chars[at] ?? "", signs[sign])) {
      at++;
      sign++;
    } else if (star !== -1 && chars[from] !== "/") {
      sign = star + 1;
      at = ++from;
    } else return false;
  }
  return signs.slice(sign).every((left) => left === "*");
}

function isOf(char: string, sign: Sign | undefined): boolean {
  if (sign === undefined || sign === "*") return false;
  if (sign === "?") return char !== "/";
  return sign === "digit" ? /\d/.test(char) : sign.is === char;
}

const SETTING = "in “File in a zip” in the file settings of the sync";

function noMatch(name: string, pattern: string, names: readonly string[]) {
  const found = names.length > 0 ? fullStop(`It has: ${listNames(names)}`) : "It is empty.";
  return noSuchEntry(
    name,
    `has no entry that matches ${shown(pattern)}. ${found}`,
    `Correct the name ${SETTING}, or in the export.`,
  );
}

function noFile(name: string) {
  return noSuchEntry(name, "has no file in it.", "Check the job that packs it. Nothing was changed.");
}

function several(name: string, pattern: string | null, names: readonly string[]) {
  const which = pattern ? ` that match ${shown(pattern)}` : "";
  return noSuchEntry(
    name,
    fullStop(`has ${names.length} files${which}: ${listNames(names)}`),
    `Name the one to read ${SETTING}, or pack only that file. Nothing was changed.`,
  );
}
