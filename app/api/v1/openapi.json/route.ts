import { openApiDocument } from "@/lib/api/openapi";
import { publicUrl } from "@/lib/env";
import { hardened } from "@/lib/route";

/** The OpenAPI document: the same for everyone, and nobody's data. */
export function GET(): Response {
  return hardened(Response.json(openApiDocument(publicUrl()), { headers: { "cache-control": "no-cache" } }));
}
