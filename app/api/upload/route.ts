import { route } from "@/lib/route";
import { chunksOf, receiveUpload } from "@/lib/uploads/receive";

/**
 * `POST /api/upload?org=…&workspace=…&name=…` with the file as the body. Streamed: not a server action and not form
 * data, which would hold the whole file in memory.
 */
export const POST = route("/api/upload", { can: "run:start", scope: "workspace" }, async (ctx, request) => {
  const length = request.headers.get("content-length");
  const received = await receiveUpload(ctx, {
    fileName: new URL(request.url).searchParams.get("name") ?? "",
    sizeBytes: length === null ? null : Number(length),
    bytes: chunksOf(request.body),
  });
  return Response.json(received, { status: 201, headers: { "cache-control": "no-store" } });
});
