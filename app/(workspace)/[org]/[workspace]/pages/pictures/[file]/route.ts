import { notFound } from "@/lib/errors";
import { findPicture } from "@/lib/pages/pictures";
import { pictureFile, pictureResponse } from "@/lib/pictures/respond";
import { route } from "@/lib/route";

/** `…/pages/pictures/<id>.webp`: a picture in the preview of those who write pages. */
export const GET = route(
  "/[org]/[workspace]/pages/pictures/[file]",
  { can: "page:view", scope: "workspace" },
  async (ctx, _, { file }) => {
    const id = pictureFile(file);
    const content = id === null ? null : await findPicture(ctx, { id });
    if (!content) throw notFound("The picture");
    return pictureResponse(content);
  },
);
