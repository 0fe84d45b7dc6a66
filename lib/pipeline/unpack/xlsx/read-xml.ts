import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { AppError } from "@/lib/errors";
import { damaged, KIND_NAMES } from "@/lib/pipeline/unpack/problems";
import { type Archive, readEntry, type ZipEntry } from "@/lib/pipeline/unpack/zip";

/** A workbook, and what to count of it. */
export type Book = {
  archive: Archive;
  name: string;
  onBytes: (bytes: number) => void;
};

type Attributes = Readonly<Record<string, string>>;

/** Names are without the prefix of their namespace, which each program chooses. */
export type XmlHandlers = {
  open(tag: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(tag: string): void;
};

/** No cell has more than 32,767 characters; what goes on for longer without a tag is no workbook. */
const TEXT_CHARS_MAX = 4_000_000;

/**
 * Gives the tags and texts of one part of a workbook to the handlers, a piece at a time: whoever iterates decides when the next piece is
 * read. Entities beyond those of XML are an error, so none is ever expanded or fetched.
 */
export async function* readXml(book: Book, part: ZipEntry, handlers: XmlHandlers): AsyncGenerator<void> {
  const { archive, name, onBytes } = book;
  const parser = new SaxesParser({ xmlns: false, position: false });
  let quiet = 0;
  parser.on("opentag", ({ name: tag, attributes }: SaxesTagPlain) => {
    quiet = 0;
    handlers.open(local(tag), attributes);
  });
  parser.on("closetag", ({ name: tag }: SaxesTagPlain) => {
    quiet = 0;
    handlers.close?.(local(tag));
  });
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("cdata", (text) => handlers.text?.(text));
  parser.on("doctype", () => {
    throw notXml(name, part.name);
  });
  parser.on("error", (cause) => {
    throw notXml(name, part.name, cause);
  });
  let decoder: TextDecoder | null = null;
  for await (const bytes of readEntry(archive, part, { name, kind: KIND_NAMES.workbook, onBytes })) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    const text = decode(decoder, bytes, () => notXml(name, part.name));
    quiet += text.length;
    parser.write(text);
    if (quiet > TEXT_CHARS_MAX) throw notXml(name, part.name);
    yield;
  }
  parser.close();
  yield;
}

/** Reads a small part to its end. */
export async function readPart(book: Book, part: ZipEntry, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(book, part, handlers));
}

function decode(decoder: TextDecoder, bytes: Uint8Array, otherwise: () => AppError): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw otherwise();
  }
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
}

function local(tag: string): string {
  return tag.slice(tag.indexOf(":") + 1);
}

function notXml(name: string, part: string, cause?: unknown): AppError {
  return damaged(name, KIND_NAMES.workbook, `its part ${part} can't be read`, cause);
}

/** An attribute whatever its prefix, such as `r:id`. */
export function attributeOf(attributes: Attributes, wanted: string): string | undefined {
  return Object.entries(attributes).find(([name]) => local(name) === wanted)?.[1];
}
