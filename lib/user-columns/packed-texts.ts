/**
 * Texts in one long one, each behind a NUL, which no text of the database has in it: a search runs through all of them at
 * once, and a million take little more memory than their characters. They are numbered from 0.
 */
export type PackedTexts = {
  text: string;
  /** Where each begins, and where one more would. */
  starts: Int32Array;
  size: number;
  bytesPerChar: 1 | 2;
};

export type TextSearch = { op: "is" | "contains" | "starts_with"; text: string };

/** These, and more behind them. */
export function packTexts(packed: PackedTexts | null, more: readonly string[]): PackedTexts {
  const { text, starts: known, size } = packed ?? { text: "\0", starts: Int32Array.of(1), size: 0 };
  const starts = new Int32Array(size + more.length + 1);
  starts.set(known);
  for (const [at, each] of more.entries()) starts[size + at + 1] = (starts[size + at] ?? 0) + each.length + 1;
  const added = more.map((each) => `${each}\0`).join("");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what takes one byte a character
  const isWide = packed?.bytesPerChar === 2 || /[^\x00-\xff]/.test(added);
  return { text: text + added, starts, size: size + more.length, bytesPerChar: isWide ? 2 : 1 };
}

export function textAt({ text, starts }: PackedTexts, at: number): string {
  return text.slice(starts[at], (starts[at + 1] ?? 0) - 1);
}

/** Sets `found` to 1, from the place `offset` on, for each text that is, has in it or begins with another. */
export function findTexts(packed: PackedTexts, search: TextSearch, found: Uint8Array, offset: number): void {
  const { text, starts, size } = packed;
  const isInside = search.op === "contains";
  const wanted = isInside ? search.text : `\0${search.text}${search.op === "is" ? "\0" : ""}`;
  if (wanted === "") {
    found.fill(1, offset, offset + size);
    return;
  }
  let at = 0;
  let from = text.indexOf(wanted);
  while (from !== -1) {
    const place = isInside ? from : from + 1;
    while ((starts[at + 1] ?? Number.POSITIVE_INFINITY) <= place) at++;
    if (at >= size) return;
    found[offset + at] = 1;
    from = text.indexOf(wanted, (starts[at + 1] ?? 0) - 1);
  }
}

export function packedBytes({ text, starts, bytesPerChar }: PackedTexts): number {
  return text.length * bytesPerChar + starts.byteLength;
}
