import { Readable } from "node:stream";
import { downloadDropFile } from "@/lib/drops/download";
import { nameOf } from "@/lib/drops/path";
import { route } from "@/lib/route";

/** `GET /<org>/remote-sources/<id>/files/<file>`: a file that came in, to be saved and never shown. */
export const GET = route(
  "/[org]/remote-sources/[id]/files/[fileId]",
  { can: "drop_file:download", scope: "org" },
  async (ctx, _request, { id, fileId }) => {
    const { path, sizeBytes, bytes } = await downloadDropFile(ctx, {
      id: String(id),
      fileId: String(fileId),
    });
    const name = encodeURIComponent(nameOf(path)).replace(
      /['()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16)}`,
    );
    return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(sizeBytes),
        "content-disposition": `attachment; filename="download"; filename*=UTF-8''${name}`,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  },
);
