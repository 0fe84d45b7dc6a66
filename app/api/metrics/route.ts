import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { exposeMetrics } from "@/lib/metrics/expose";
import { bearsToken } from "@/lib/metrics/token";

// Evaluated on every request: what a build found would be its answer forever.
export const dynamic = "force-dynamic";

/** For Prometheus, with METRICS_TOKEN as the bearer token. Without that variable there is no such address. */
export async function GET(request: Request): Promise<Response> {
  const { METRICS_TOKEN: token, METRICS_SYNCS_MAX: syncsMax } = env();
  const headers = { "cache-control": "no-store" };
  if (!token) return new Response(null, { status: 404, headers });
  if (!bearsToken(request.headers.get("authorization"), token))
    return new Response(null, { status: 401, headers: { ...headers, "www-authenticate": "Bearer" } });
  const { type, text } = await exposeMetrics(db(), syncsMax);
  return new Response(text, { headers: { ...headers, "content-type": type } });
}
