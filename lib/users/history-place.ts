import { z } from "zod";

/** A place in a user's history: the line it is below. `micros` is its time in microseconds, as text. */
export type HistoryPlace = { micros: string; by: "run" | "member"; id: number };

const shape = z
  .string()
  .regex(/^\d{1,17}\.(run|member)\.\d{1,15}$/)
  .transform((text) => text.split(".") as [string, "run" | "member", string]);

export function writeHistoryPlace({ micros, by, id }: HistoryPlace): string {
  return `${micros}.${by}.${id}`;
}

/** The place in an address; null for anything that is none, which shows the newest. */
export function readHistoryPlace(text: string | undefined): HistoryPlace | null {
  const parsed = shape.safeParse(text);
  if (!parsed.success) return null;
  const [micros, by, id] = parsed.data;
  return { micros, by, id: Number(id) };
}
