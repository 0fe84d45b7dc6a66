import { describeError } from "@/lib/action";
import { openPortalPlace } from "@/lib/auth/portal/open";
import { findLogo } from "@/lib/portal/logo";
import { errorResponse, hardened } from "@/lib/route";

type Params = { params: Promise<{ org: string; workspace: string; file: string }> };

/** `…/logo/<SHA-256>.webp`: what is on the sign-in card, so for anyone. Its address changes with it, so browsers keep it. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  try {
    const { org, workspace, file } = await params;
    const logo = await findLogo(await openPortalPlace(org, workspace), file.replace(/\.webp$/, ""));
    if (!logo) return hardened(new Response(null, { status: 404 }));
    const headers = {
      ...{ "content-type": "image/webp", "cache-control": "public, max-age=31536000, immutable" },
      "content-security-policy": "default-src 'none'; sandbox",
    };
    return hardened(new Response(new Uint8Array(logo), { headers }));
  } catch (error) {
    return errorResponse(describeError(error, { route: "/p/[org]/[workspace]/logo/[file]" }));
  }
}
