import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { describeError } from "@/lib/action";
import { cookie } from "@/lib/auth/cookies";
import { publicUrl } from "@/lib/env";
import { errorResponse } from "@/lib/route";
import { refusedPath } from "@/lib/sso/arrive";
import { beginSso } from "@/lib/sso/begin";

type Context = { params: Promise<{ provider: string }> };

const KINDS = { link: "link", confirm: "confirm" } as const;

/**
 * Sends the browser to a provider. A plain link leads here: our pages may send forms to nobody else, and next-auth
 * wants one. What it asks of that form is made here.
 */
export async function GET(request: NextRequest, context: Context): Promise<Response> {
  try {
    const { provider } = await context.params;
    const { searchParams } = request.nextUrl;
    const kind = KINDS[searchParams.get("for") as keyof typeof KINDS] ?? "sign_in";
    const begun = await beginSso({ providerId: provider, kind, next: searchParams.get("next") ?? "/" });
    if ("why" in begun) return goTo(refusedPath(begun.why));
    const { name, options } = cookie("csrf");
    (await cookies()).set(name, begun.csrf.cookie, options);
    const id = begun.options.providers.at(-1)?.id ?? "";
    const url = new URL(`/api/auth/signin/${id}?${new URLSearchParams(begun.query)}`, publicUrl());
    const body = new URLSearchParams({ csrfToken: begun.csrf.token, callbackUrl: begun.next });
    const form = new NextRequest(url, { method: "POST", body });
    const inside = { params: Promise.resolve({ nextauth: ["signin", id] }) };
    const response = (await NextAuth(form as never, inside as never, begun.options)) as Response;
    return isInside(response) ? goTo(refusedPath("failed")) : response;
  } catch (error) {
    return errorResponse(describeError(error, { route: "/api/auth/sso/[provider]" }));
  }
}

/** Whether next-auth leads to a page of its own, which are closed. */
function isInside(response: Response): boolean {
  const to = response.headers.get("location");
  return to === null || new URL(to, publicUrl()).pathname.startsWith("/api/auth/");
}

function goTo(path: string): NextResponse {
  return NextResponse.redirect(new URL(path, publicUrl()), 303);
}
