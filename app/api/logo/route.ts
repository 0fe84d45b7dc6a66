import { setLogo } from "@/lib/organizations/brand";
import { PICTURE_BYTES_MAX } from "@/lib/pictures/limits";
import { readBytes, route } from "@/lib/route";

/** `POST /api/logo?org=…` with a picture as the body: it becomes the organization's logo. */
export const POST = route("/api/logo", { can: "organization:update", scope: "org" }, async (ctx, request) => {
  await setLogo(ctx, await readBytes(request, PICTURE_BYTES_MAX, "picture"));
  return Response.json({}, { status: 201 });
});
