export type SlowRecord = { row: number; line: number; cells: string[]; isPlain: boolean };

/**
 * What a file says, one character after the other, with nothing in it that is meant to be fast. Blank records are
 * numbered and left out. Only for files whose quotes are in order.
 */
export function readSlowly(file: string): SlowRecord[] {
  const text = file
    .replace(/^\ufeff/, "")
    .replaceAll("\r\n", "\n")
    .replace(/\r$/, "\n");
  const records: SlowRecord[] = [];
  let at = 0;
  for (let row = 1; at < text.length; row++) {
    const line = text.slice(0, at).split("\n").length;
    const cells: string[] = [];
    do cells.push(text[at] === '"' ? quoted() : unquoted());
    while (text[at++] === ",");
    if (cells.every((cell) => cell.trim() === "")) continue;
    records.push({ row, line, cells, isPlain: !/[\p{Cc}\u2028\u2029]/u.test(cells.join("")) });
  }
  return records;

  function unquoted(): string {
    let cell = "";
    while (at < text.length && text[at] !== "," && text[at] !== "\n") cell += text[at++];
    return cell;
  }

  function quoted(): string {
    let cell = "";
    for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
      if (at >= text.length) throw new Error("A quote is never closed.");
      if (text[at] === '"') at++;
      cell += text[at];
    }
    at++;
    while (at < text.length && text[at] !== "," && text[at] !== "\n") at++;
    return cell;
  }
}
