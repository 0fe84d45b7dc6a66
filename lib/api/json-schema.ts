import { z } from "zod";

export type JsonSchema = { [key: string]: unknown };
export type Schemas = Record<string, JsonSchema>;

/**
 * The JSON Schema of a zod schema for an OpenAPI document: what has a name goes into `schemas`, once, and is referred to.
 * `io`: as a request sends it, or as an answer gives it.
 */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output", schemas: Schemas): JsonSchema {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, { io }) as JsonSchema & { $defs?: Schemas };
  for (const [name, def] of Object.entries($defs)) schemas[name] = tidy(def) as JsonSchema;
  return tidy(own) as JsonSchema;
}

/** References into the document, and no patterns of what a format says already. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !(key === "pattern" && "format" in value));
  return Object.fromEntries(
    entries.map(([key, part]) => [
      key,
      key === "$ref" && typeof part === "string"
        ? part.replace("#/$defs/", "#/components/schemas/")
        : tidy(part),
    ]),
  );
}
