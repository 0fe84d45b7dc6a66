import { pictureMark } from "@/lib/pictures/in-text";

/** What a toolbar button does: it puts marks around the selection, or at the start of its lines. */
export type Mark =
  | { around: string; sample: string }
  | { before: string; sample: string }
  | { link: true }
  | { picture: string; name: string };

type Selected = { text: string; start: number; end: number };

/** The text with the mark added, and the new selection. */
export function insertMark({ text, start, end }: Selected, mark: Mark): Selected {
  const chosen = text.slice(start, end);
  if ("link" in mark) {
    const label = chosen || "link text";
    const target = "https://";
    const from = start + label.length + 3;
    return replaced(text, { start, end }, `[${label}](${target})`, {
      start: from,
      end: from + target.length,
    });
  }
  if ("picture" in mark) {
    const put = pictureMark(mark.picture, chosen || mark.name);
    const from = start + 2;
    return replaced(text, { start, end }, put, { start: from, end: start + put.indexOf("](") });
  }
  if ("around" in mark) {
    const inner = chosen || mark.sample;
    const from = start + mark.around.length;
    const put = `${mark.around}${inner}${mark.around}`;
    return replaced(text, { start, end }, put, { start: from, end: from + inner.length });
  }
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lines = (text.slice(lineStart, end) || mark.sample).split("\n");
  const put = lines.map((line) => `${mark.before}${line}`).join("\n");
  const at = { start: lineStart + mark.before.length, end: lineStart + put.length };
  return replaced(text, { start: lineStart, end }, put, at);
}

type Span = { start: number; end: number };

function replaced(text: string, { start, end }: Span, put: string, selection: Span): Selected {
  return { text: `${text.slice(0, start)}${put}${text.slice(end)}`, ...selection };
}
