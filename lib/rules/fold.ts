/**
 * Text as rules compare it: composed (NFC), in lower case letter by letter, as Postgres does under its builtin locale.
 * `String.toLowerCase` alone would look at a sigma's neighbours, and make two characters of a dotted capital I.
 */
export function foldText(text: string): string {
  let folded = "";
  for (const letter of text.normalize("NFC")) folded += letter === "\u0130" ? "i" : letter.toLowerCase();
  return folded;
}
