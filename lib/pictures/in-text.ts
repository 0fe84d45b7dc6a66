/** In a page's text: `![Our office](picture:0b5c…)`. An address of the portal would be wrong once it moves. */
const SCHEME = "picture:";
const ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const NAMED = new RegExp(`^${SCHEME}(${ID})$`);

/** How a picture is written in a page's text. Its name is what those hear who don't see it. */
export function pictureMark(id: string, name: string): string {
  return `![${name.replace(/[[\]\\!`<>*_~|\p{Cc}]/gu, " ").trim()}](${SCHEME}${id})`;
}

/** The id in an image's address; null for any other address. */
export function pictureId(address: string | undefined): string | null {
  return NAMED.exec(address ?? "")?.[1] ?? null;
}

/** The pictures that a text may show. One in an example of code counts, so that it is never deleted too early. */
export function picturesIn(text: string): string[] {
  return [...new Set([...text.matchAll(new RegExp(`${SCHEME}(${ID})`, "g"))].map(([, id = ""]) => id))];
}

/** What is wrong with a text that shows pictures from elsewhere, which would tell others who reads it; null for nothing. */
export function foreignPicture(text: string): string | null {
  const lines = withoutCode(text).split("\n");
  const targets = new Map(lines.flatMap((line) => definition(line)));
  for (const [index, line] of lines.entries()) {
    for (const [, address, label] of line.matchAll(/!\[[^\]]*\](?:\(\s*<?([^\s)>]*)|\[([^\]]+)\])/g)) {
      const target = address ?? targets.get((label ?? "").toLowerCase());
      if (target === undefined || pictureId(target)) continue;
      return `Line ${index + 1} shows a picture from another address. Upload it here instead, with the button Picture.`;
    }
  }
  return null;
}

/** `[label]: address`. */
function definition(line: string): [string, string][] {
  const [, label, address] = /^ {0,3}\[([^\]]+)\]:\s*<?([^\s>]+)/.exec(line) ?? [];
  return label && address ? [[label.toLowerCase(), address]] : [];
}

/** The same lines, with examples of code blanked. */
function withoutCode(text: string): string {
  let fence = "";
  const lines = text.split("\n").map((line) => {
    const [, mark = ""] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === "" && mark === "") return line;
    if (fence === "") fence = mark;
    else if (mark.startsWith(fence)) fence = "";
    return "";
  });
  return lines.join("\n").replace(/`[^`\n]*`/g, "");
}

/** How large pictures are, by their ids: so much room is kept for one before it is there. */
export type PictureSizes = Readonly<Record<string, { width: number; height: number }>>;
