// Evaluated on every request: a response generated at build time would always be healthy.
export const dynamic = "force-dynamic";

/** For process managers: 200 while this process responds. `/api/ready` reports whether the installation works. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
