import { missingParts } from "@/lib/health/check";

// Asked anew every time: an answer made at build time would always be well.
export const dynamic = "force-dynamic";

/** For load balancers and the supervisor: 200 when web, database and worker are alive, else 503 and what is missing. */
export async function GET(): Promise<Response> {
  const missing = await missingParts();
  const headers = { "cache-control": "no-store" };
  if (missing.length === 0) return Response.json({ status: "ok" }, { headers });
  return Response.json({ status: "unavailable", missing }, { status: 503, headers });
}
