import { describeError } from "@/lib/action";
import { openPortal } from "@/lib/auth/portal/open";
import { pictureFile, pictureResponse } from "@/lib/pictures/respond";
import { findOpenPicture } from "@/lib/portal/read";
import { errorResponse, hardened } from "@/lib/route";

type Params = { params: Promise<{ org: string; workspace: string; file: string }> };

/** `…/pictures/<id>.webp`: a picture for users who may open a page that shows it, asked again each time. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  try {
    const { org, workspace, file } = await params;
    const ctx = await openPortal(org, workspace);
    const id = pictureFile(file);
    const content = id === null ? null : await findOpenPicture(ctx, { id });
    return hardened(content ? pictureResponse(content) : new Response(null, { status: 404 }));
  } catch (error) {
    return errorResponse(describeError(error, { route: "/p/[org]/[workspace]/pictures/[file]" }));
  }
}
