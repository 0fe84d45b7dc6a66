/** What a text was meant to be, and what the export has to stop doing. */
export type Cure = {
  meant: string;
  how: string;
  /** Whether a name or any other text can have it: the others are of addresses. */
  isText: boolean;
};

const CURLY = /^[“”„«‟](.+)[“”»‟]$/s;
const MAILTO = /^mailto:([^?\s]+)/i;
const DISPLAY_NAME = /^[^<>]*<\s*([^<>@\s]+@[^<>\s]+)\s*>$/;
const ENTITY = /&(amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** A text of a file that another program has marked up: how it has to be written; null for any other text. */
export function cureOf(text: string): Cure | null {
  const curly = CURLY.exec(text)?.[1];
  if (curly)
    return {
      meant: curly,
      how: "Curly quotes don't enclose a value: use straight ones, or none",
      isText: true,
    };
  const address = MAILTO.exec(text)?.[1];
  if (address) return { meant: address, how: "Leave out “mailto:”", isText: false };
  const named = DISPLAY_NAME.exec(text)?.[1];
  if (named) return { meant: named, how: "Export the address without the name", isText: false };
  const decoded = text.replace(ENTITY, (found, name: string) => signOf(name) ?? found);
  return decoded === text
    ? null
    : { meant: decoded, how: "Export plain text, without HTML entities", isText: true };
}

function signOf(name: string): string | undefined {
  if (!name.startsWith("#")) return NAMED[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code >= 32 && code < 0x10ffff && !(code >= 0xd800 && code < 0xe000)
    ? String.fromCodePoint(code)
    : undefined;
}
