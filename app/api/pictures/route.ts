import { addPicture } from "@/lib/pages/pictures";
import { PICTURE_BYTES_MAX } from "@/lib/pictures/limits";
import { readBytes, route } from "@/lib/route";

/** `POST /api/pictures?org=…&workspace=…` with a picture as the body: kept for the workspace's pages. */
export const POST = route("/api/pictures", { can: "page:update", scope: "workspace" }, async (ctx, request) =>
  Response.json(await addPicture(ctx, await readBytes(request, PICTURE_BYTES_MAX, "picture")), {
    status: 201,
  }),
);
