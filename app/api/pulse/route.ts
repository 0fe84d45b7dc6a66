import { getPulse } from "@/lib/overview/pulse";
import { route } from "@/lib/route";

/** `GET /api/pulse?org=…`: a word that changes with the runs of the organization; pages ask it whether they are current. */
export const GET = route("/api/pulse", { can: "organization:enter", scope: "org" }, async (ctx) =>
  Response.json({ pulse: await getPulse(ctx) }, { headers: { "cache-control": "private, no-store" } }),
);
