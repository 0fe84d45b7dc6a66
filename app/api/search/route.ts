import { route } from "@/lib/route";
import { searchWorkspace } from "@/lib/search/search-workspace";

/** `GET /api/search?org=…&workspace=…&q=…`: the results of the command palette in a workspace. */
export const GET = route("/api/search", { can: "user:view", scope: "workspace" }, async (ctx, request) => {
  const hits = await searchWorkspace(ctx, new URL(request.url).searchParams.get("q") ?? "");
  return Response.json(hits, { headers: { "cache-control": "private, no-store" } });
});
