import { type ActionError, describeError } from "@/lib/action";
import { isHttps } from "@/lib/auth/cookies";
import { openOrg, openWorkspace } from "@/lib/auth/open";
import { requireSameOrigin } from "@/lib/auth/same-origin";
import { protectiveHeaders } from "@/lib/auth/security-headers";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { AppError, type ErrorCode } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import { may, type Permission } from "@/lib/permissions";

type Params = Readonly<Record<string, string | string[] | undefined>>;
type RouteHandler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
type Handler<C> = (ctx: C, request: Request, params: Params) => Promise<Response>;

/**
 * A route handler inside an organization or a workspace: same-origin check on everything that changes something,
 * context, permission, and errors as JSON (`{ error: { code, message, … } }`). The slugs `org` and `workspace` come
 * from the address, or from its query where the path has none. `path` is the file's own, as the log names it.
 */
export function route(
  path: string,
  rules: { can: Permission; scope: "org" },
  handler: Handler<Ctx>,
): RouteHandler;
export function route(
  path: string,
  rules: { can: Permission; scope: "workspace" },
  handler: Handler<WorkspaceCtx>,
): RouteHandler;
export function route(
  path: string,
  { can, scope }: { can: Permission; scope: "org" | "workspace" },
  handler: Handler<WorkspaceCtx>,
): RouteHandler {
  return async (request, context) => {
    try {
      requireSameOrigin(request);
      // Next has no params for an address without variable parts, whatever its types say.
      const params = (await context.params) ?? {};
      const slug = (name: string) =>
        String(params[name] ?? new URL(request.url).searchParams.get(name) ?? "");
      const ctx =
        scope === "org" ? await openOrg(slug("org")) : await openWorkspace(slug("org"), slug("workspace"));
      if (!may(ctx, can)) throw new AppError("forbidden", "Your role does not allow this.");
      // The overloads pair an organization's scope with a handler that asks for no workspace.
      return hardened(await handler(ctx as WorkspaceCtx, request, params));
    } catch (error) {
      return errorResponse(describeError(error, { route: path }));
    }
  };
}

/** An error as a route handler answers it. */
export function errorResponse(error: ActionError): Response {
  return hardened(Response.json({ error }, { status: STATUS[error.code] ?? 400 }));
}

/** Answers are one person's data. Routes that stay clear of `proxy.ts` would otherwise go without these headers. */
export function hardened(response: Response): Response {
  for (const [name, value] of Object.entries(protectiveHeaders({ https: isHttps() }))) {
    response.headers.set(name, value);
  }
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
  return response;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  second_factor_needed: 403,
  not_found: 404,
  conflict: 409,
  method_not_allowed: 405,
  plan_changed: 412,
  key_reused: 422,
  if_match_missing: 428,
  too_large: 413,
  throttled: 429,
  too_slow: 503,
  internal: 500,
};
/** The JSON of a request's body. Throws `too_large` once there is more of it, `invalid_input` for what is not JSON. */
export async function readJson(request: Request, sizeBytesMax: number): Promise<unknown> {
  const body = await readBytes(request, sizeBytesMax);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (cause) {
    throw new AppError("invalid_input", "The request is not valid JSON.", { cause });
  }
}

/** A request's body. Throws `too_large` once there is more of it, and reads no further. */
export async function readBytes(request: Request, sizeBytesMax: number, what = "request"): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > sizeBytesMax)
      throw new AppError("too_large", `The ${what} is larger than ${formatBytes(sizeBytesMax)}.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
