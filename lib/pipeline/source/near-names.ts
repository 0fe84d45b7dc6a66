import { withoutInvisible } from "@/lib/format/invisible";

/** What a person sees of a name: letters without case and form, no quotes, no blanks at the ends, one kind of hyphen. */
function looksOf(name: string): string {
  return withoutInvisible(name.normalize("NFKC"))
    .toLowerCase()
    .normalize("NFKC")
    .replace(/["'`\u2018-\u201F\u00AB\u00BB]/g, "")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

/** Endings that come and go: `users.csv.gz` and `users` are near `users.csv`. */
function stemOf(looks: string): string {
  return looks.replace(/(?<=.)(\.(csv|txt|tsv|xlsx?|gz|zip|pgp|gpg|bak))+$/, "");
}

/** Whether two names are the same text, written with composed or decomposed letters. */
export function isSameName(a: string, b: string): boolean {
  return a.normalize("NFC") === b.normalize("NFC");
}

/** Those of `names` that may be meant by `wanted`: best first, at most five. */
export function nearNames(wanted: string, names: readonly string[]): string[] {
  const looks = looksOf(wanted);
  const stem = stemOf(looks);
  const alike = names.filter((name) => looksOf(name) === looks);
  const related = stem === "" ? [] : names.filter((name) => stemOf(looksOf(name)) === stem);
  return [...new Set([...alike, ...related])].slice(0, 5);
}

/**
 * A path as it was probably meant: slashes for backslashes, without quotes, drive letter, `~/` or `sftp://host` around it.
 * The same where there is nothing of that.
 */
export function meantPath(path: string): string {
  return path
    .trim()
    .replace(/^["'\u2018-\u201F\u00AB]+|["'\u2018-\u201F\u00BB]+$/g, "")
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\/?/i, "")
    .replaceAll("\\", "/")
    .replace(/^[a-z]:\/*/i, "")
    .replace(/^~[^/]*\//, "")
    .replace(/\/{2,}/g, "/")
    .replace(/^\/|\/$/g, "");
}
