import { readiness } from "@/lib/health/check";

// Asked anew every time: an answer made at build time would always be well.
export const dynamic = "force-dynamic";

/** For load balancers, monitoring and the supervisor: 200 when everything does its work, else 503 and what does not. */
export async function GET(): Promise<Response> {
  const { missing, ...figures } = await readiness();
  const headers = { "cache-control": "no-store" };
  if (missing.length === 0) return Response.json({ status: "ok", ...figures }, { headers });
  return Response.json({ status: "unavailable", missing, ...figures }, { status: 503, headers });
}
