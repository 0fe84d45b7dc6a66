// Asked anew every time: an answer made at build time would always be well.
export const dynamic = "force-dynamic";

/** For whoever restarts processes: 200 while this one answers. Whether the installation does its work is `/api/ready`. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
