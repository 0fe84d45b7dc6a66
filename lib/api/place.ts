import { z } from "zod";
import { AppError } from "@/lib/errors";

type Place = { createdAt: Date; id: string };

const shape = z.tuple([z.iso.datetime(), z.uuid()]);

/** A place in a list by time, as a cursor. */
export function writePlace({ createdAt, id }: Place): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString("base64url");
}

/** Throws `invalid_input` for what is no cursor of ours. */
export function readPlace(cursor: string): Place {
  try {
    const [at, id] = shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { createdAt: new Date(at), id };
  } catch (cause) {
    throw notACursor(cause);
  }
}

/** A cursor is only ever `next` of the page before. */
export function notACursor(cause?: unknown): AppError {
  return new AppError("invalid_input", "The cursor is not one of this list.", {
    cause,
    fieldErrors: { cursor: "Use next of the page before, unchanged." },
  });
}
