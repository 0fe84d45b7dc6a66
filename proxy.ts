import { type NextRequest, NextResponse } from "next/server";
import { isHttps } from "@/lib/auth/cookies";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { contentSecurityPolicy, NONCE_HEADER, protectiveHeaders } from "@/lib/auth/security-headers";
import { env } from "@/lib/env";

/**
 * Sets headers, and refuses addresses that hold a NUL character: no row has one, and a query must not be asked for it.
 * Who may do what is asked where the data is (`lib/auth`).
 */
export function proxy(request: NextRequest): NextResponse {
  if (/%00|\0/.test(request.nextUrl.href)) return refused();
  const nonce = crypto.randomUUID();
  const https = isHttps();
  const csp = contentSecurityPolicy({ nonce, https, development: env().NODE_ENV === "development" });

  const search = new URLSearchParams(request.nextUrl.search);
  search.delete("_rsc");
  const forward = new Headers(request.headers);
  forward.set(NONCE_HEADER, nonce);
  // Next takes the nonce of its own scripts from here.
  forward.set("content-security-policy", csp);
  forward.set(PATH_HEADER, `${request.nextUrl.pathname}${search.size > 0 ? `?${search}` : ""}`);

  const response = NextResponse.next({ request: { headers: forward } });
  response.headers.set("content-security-policy", csp);
  for (const [name, value] of Object.entries(protectiveHeaders({ https }))) response.headers.set(name, value);
  if (isSharedLink(request.nextUrl.pathname)) {
    response.headers.set("referrer-policy", "no-referrer");
    response.headers.set("x-robots-tag", "noindex, nofollow, noarchive");
  }
  if (!isBuildFile(request.nextUrl.pathname)) response.headers.set("cache-control", "private, no-store");
  return response;
}

function refused(): NextResponse {
  const headers = protectiveHeaders({ https: isHttps() });
  return new NextResponse("This address can't be used.", { status: 400, headers });
}

/** Opens to anyone who has its address, so that nobody else is to learn it. */
function isSharedLink(path: string): boolean {
  return path.startsWith("/help/it/");
}

/** Files of the build have their hash in the name, and hold nothing of anybody. */
function isBuildFile(path: string): boolean {
  return path.startsWith("/_next/static/") || /^\/(icon\.svg|favicon\.ico)$/.test(path) || isLogo(path);
}

/** The logo at a portal's door: anyone may see it, under an address that is its hash. */
function isLogo(path: string): boolean {
  return /^\/p\/[^/]+\/[^/]+\/logo\/[0-9a-f]{64}\.webp$/.test(path);
}

export const config = {
  // What passes through here is buffered and cut at 10 MB: uploads and jobs must not. Their handlers set the headers.
  matcher: ["/((?!(?:api/upload|api/inngest)$|api/v1/(?:drops|workspaces)/).*)"],
};
