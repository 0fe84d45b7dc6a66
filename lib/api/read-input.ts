import { z } from "zod";
import { parseInput } from "@/lib/action";
import type { Match } from "@/lib/api/match";
import { AppError } from "@/lib/errors";

/** More than the largest list of changes that can be approved takes. */
const BODY_BYTES_MAX = 500_000;

/** A request's input before its schema has seen it, and the bytes that it stands for. */
export type RawInput = { raw: Record<string, unknown>; text: string };

/** What a request says: in its path, and in its query (GET) or its JSON body. Throws `invalid_input`, `too_large`. */
export async function readRaw({ operation, params }: Match, request: Request): Promise<RawInput> {
  const { workspace: _, ...named } = params;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (operation.method === "GET") return { raw: { ...query, ...named }, text: "" };
  if (Object.keys(query).length > 0) throw new AppError("invalid_input", "This address takes no query.");
  if (operation.isFile) return { raw: named, text: "" };
  if (request.headers.get("content-length") === "0" || request.body === null) return { raw: named, text: "" };
  const body = z.record(z.string(), z.unknown()).safeParse(await readBody(request));
  if (!body.success) throw new AppError("invalid_input", "The body has to be a JSON object.");
  return { raw: { ...body.data, ...named }, text: JSON.stringify(body.data) };
}

async function readBody(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > BODY_BYTES_MAX) throw new AppError("too_large", "The body is too large.");
    chunks.push(chunk);
  }
  try {
    return sizeBytes === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new AppError("invalid_input", "The body is not valid JSON.", { cause });
  }
}

/** Input as the operation has it. Throws `invalid_input`, each value with its own words. */
export function parseRaw({ operation }: Match, { raw }: RawInput): unknown {
  return parseInput(operation.input, raw);
}
