import NextAuth from "next-auth";
import { describeError } from "@/lib/action";
import { authOptions } from "@/lib/auth/options";
import { requireSameOrigin } from "@/lib/auth/same-origin";
import { publicUrl } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { errorResponse } from "@/lib/route";
import { openReturn, refusedPath } from "@/lib/sso/arrive";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The endpoints that our pages use. The library's others (renewing a session, writing to our log, …) are closed. */
const OPEN = {
  GET: new Set(["csrf"]),
  POST: new Set(["callback/credentials", "callback/second-step", "callback/passkey", "signout"]),
};

/** What a provider sends the browser back to. */
async function finish(request: Request, context: Context, providerId: string): Promise<Response> {
  const sso = await openReturn(providerId);
  if ("why" in sso) return goTo(refusedPath(sso.why));
  const response = (await NextAuth(request as never, context as never, authOptions(sso))) as Response;
  const to = response.headers.get("location");
  // The library's own pages for errors are closed.
  if (to !== null && !new URL(to, publicUrl()).pathname.startsWith("/api/auth/")) return response;
  if (sso.isClientRefused?.()) return goTo(refusedPath("client"));
  const why = new URL(request.url).searchParams.get("error") === "access_denied" ? "cancelled" : "failed";
  return goTo(refusedPath(why));
}

function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: new URL(path, publicUrl()).href } });
}

/** The provider of a path such as `callback/google`; null for any other. */
function providerIn([kind, id, ...more]: readonly string[]): string | null {
  return kind === "callback" && id && id !== "credentials" && more.length === 0 ? id : null;
}

function door(method: keyof typeof OPEN) {
  return async (request: Request, context: Context): Promise<Response> => {
    try {
      const { nextauth } = await context.params;
      const providerId = method === "GET" ? providerIn(nextauth) : null;
      if (providerId) return await finish(request, context, providerId);
      if (!OPEN[method].has(nextauth.join("/"))) throw notFound("The page");
      requireSameOrigin(request);
    } catch (error) {
      return errorResponse(describeError(error, { route: "/api/auth/[...nextauth]" }));
    }
    return NextAuth(request as never, context as never, authOptions());
  };
}

export const GET = door("GET");
export const POST = door("POST");
