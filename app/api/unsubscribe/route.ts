import { describeError } from "@/lib/action";
import { openVisitor } from "@/lib/auth/visitor";
import { unsubscribe } from "@/lib/channels/unsubscribe";
import { publicUrl } from "@/lib/env";
import { errorResponse, hardened } from "@/lib/route";

/** Of a form with one short field; mail programs send less. */
const BODY_BYTES_MAX = 1_000;

/**
 * `POST /api/unsubscribe?token=…` ends the alert mails of a member, as a mail program does with one click (RFC 8058): from any
 * site, without cookies. The page with the same link sends the same, and is shown again.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const token = new URL(request.url).searchParams.get("token") ?? "";
    await unsubscribe(await openVisitor(), { token });
    const body =
      Number(request.headers.get("content-length") ?? 0) <= BODY_BYTES_MAX ? await request.text() : "";
    if (!body.includes("from=page")) return hardened(new Response("Unsubscribed.\n"));
    const page = new URL(`/account/unsubscribe?${new URLSearchParams({ token })}`, publicUrl());
    return hardened(new Response(null, { status: 303, headers: { location: page.href } }));
  } catch (error) {
    return errorResponse(describeError(error, { route: "/api/unsubscribe" }));
  }
}
