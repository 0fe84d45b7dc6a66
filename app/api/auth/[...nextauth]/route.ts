import NextAuth from "next-auth";
import { describeError } from "@/lib/action";
import { authOptions } from "@/lib/auth/options";
import { requireSameOrigin } from "@/lib/auth/same-origin";
import { notFound } from "@/lib/errors";
import { errorResponse } from "@/lib/route";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The endpoints that our pages use. The library's others (renewing a session, writing to our log, …) are closed. */
const OPEN = {
  GET: new Set(["csrf"]),
  POST: new Set(["callback/credentials", "signout"]),
};

function door(method: keyof typeof OPEN) {
  return async (request: Request, context: Context): Promise<Response> => {
    try {
      const { nextauth } = await context.params;
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
