import { z } from "zod";

/** A place in a plan: the line it is next to, and on which side. Lines are in the order of kind, then id. */
export type ChangeCursor = { side: "after" | "before"; kind: string; id: number };

const shape = z
  .string()
  .regex(/^(after|before)\.(create|relink|remove|restore|update)\.\d{1,15}$/)
  .transform((text) => text.split(".") as ["after" | "before", string, string]);

export function writeChangeCursor({ side, kind, id }: ChangeCursor): string {
  return `${side}.${kind}.${id}`;
}

/** The cursor in a URL; null for anything that is none, which shows the first page. */
export function readChangeCursor(text: string | undefined): ChangeCursor | null {
  const parsed = shape.safeParse(text);
  if (!parsed.success) return null;
  const [side, kind, id] = parsed.data;
  return { side, kind, id: Number(id) };
}
