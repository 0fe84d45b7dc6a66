import { checkRemoteSource } from "@/lib/remote-sources/check";
import { getRemoteSource } from "@/lib/remote-sources/read";
import { route } from "@/lib/route";
import { streamCheck } from "../../stream-check";

/** Checks a connection and reports each stage as it ends: one JSON object (`CheckEvent`) per line. */
export const POST = route(
  "/[org]/remote-sources/[id]/check",
  { can: "remote_source:check", scope: "org" },
  async (ctx, request, params) => {
    // Looked up before the response starts, because its status can't change after that.
    const { id } = await getRemoteSource(ctx, String(params.id));
    const path = new URL(request.url).searchParams.get("path") ?? undefined;
    return streamCheck({
      request,
      route: "/[org]/remote-sources/[id]/check",
      check: (watch) => checkRemoteSource(ctx, { id, path }, watch),
    });
  },
);
