import { readiness } from "@/lib/health/check";

// Evaluated on every request: a response generated at build time would always be healthy.
export const dynamic = "force-dynamic";

/** For load balancers, monitoring and the supervisor: 200 when everything works, otherwise 503 with what does not. */
export async function GET(): Promise<Response> {
  const { missing, ...figures } = await readiness();
  const headers = { "cache-control": "no-store" };
  if (missing.length === 0) return Response.json({ status: "ok", ...figures }, { headers });
  return Response.json({ status: "unavailable", missing, ...figures }, { status: 503, headers });
}
