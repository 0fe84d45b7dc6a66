import { randomUUID } from "node:crypto";
import { once, readKey, type Turn } from "@/lib/api/idempotency";
import { countRequest, limitHeaders, tooManyRequests } from "@/lib/api/limits";
import { type Match, matchOperation } from "@/lib/api/match";
import { parseRaw, readRaw } from "@/lib/api/read-input";
import { API_OPERATIONS } from "@/lib/api/registry";
import type { ApiCall, ApiOperation } from "@/lib/api/route";
import {
  type ApiCaller,
  type ApiDeps,
  apiDeps,
  enterByToken,
  enterCallerWorkspace,
} from "@/lib/auth/api/token-login";
import { AppError, type ErrorCode, isAppError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { problemResponse } from "@/lib/problem";
import { hardened } from "@/lib/route";

/** `deps` are the process's own but in tests. */
type Surroundings = { ip: string | null; deps?: ApiDeps };

/**
 * The door for programs: token, limit, operation, permission, workspace, input, then the one verb. Every answer is JSON,
 * every error a problem document (RFC 9457). Never throws.
 */
export async function answerApi(request: Request, { ip, deps = apiDeps() }: Surroundings): Promise<Response> {
  let limits: Record<string, string> = {};
  const finish = (response: Response): Response => {
    for (const [name, value] of Object.entries(limits)) response.headers.set(name, value);
    return hardened(response);
  };
  try {
    const caller = await enterByToken(request.headers, ip, deps);
    const standing = countRequest(caller.tokenId, deps.clock());
    limits = limitHeaders(standing);
    if (standing.isOver) throw tooManyRequests(standing);
    const match = matchOperation(API_OPERATIONS, request.method, new URL(request.url).pathname);
    requirePermission(caller, match.operation);
    return finish(await carryOut(caller, match, await enter(caller, match), request));
  } catch (error) {
    return finish(problem(error, deps));
  }
}

function problem(error: unknown, { log }: Pick<ApiDeps, "log">): Response {
  return problemResponse(error, { log, event: "api.failed", challenge: 'Bearer realm="Rollcall"', typeOf });
}

/** Where the documentation explains a code. */
function typeOf(code: ErrorCode): string {
  return `/api/v1/docs#problem-${code}`;
}

function requirePermission({ ctx, isLimited }: ApiCaller, { can, isWide }: ApiOperation): void {
  if (!may(ctx, can)) {
    throw new AppError("forbidden", `The token does not have the permission ${can}.`, {
      remedy: "Create a token that has it, on the page Settings, API tokens.",
    });
  }
  if (isWide && isLimited) {
    throw new AppError("forbidden", "The token is limited to workspaces; this is about the organization.", {
      remedy: "Create a token for all workspaces, on the page Settings, API tokens.",
    });
  }
}

type Handle = (input: unknown, call: ApiCall) => Promise<unknown>;

/** The handler of an operation, in the place that it is about. */
async function enter(caller: ApiCaller, { operation, params }: Match): Promise<Handle> {
  if (operation.scope === "org") return (input, call) => operation.handle(caller.ctx, input, call);
  const ctx = await enterCallerWorkspace(caller, params.workspace ?? "");
  return (input, call) => operation.handle(ctx, input, call);
}

async function carryOut(
  { ctx, tokenId, mayEnter }: ApiCaller,
  match: Match,
  handle: Handle,
  request: Request,
): Promise<Response> {
  const key = readKey(request);
  const input = await readRaw(match, request);
  const parsed = parseRaw(match, input);
  const work = async (turn: Turn): Promise<Response> =>
    success(match.operation, await handle(parsed, { ...turn, request, mayEnter }));
  if (key === null) return work({ id: randomUUID(), isRepeat: false, since: ctx.clock() });
  // A refusal is an answer as well: sent again, the request is refused in the same words. A line that broke is none.
  return once(ctx, key, { tokenId, request, match, input }, (turn) =>
    work(turn).then(
      (response) => ({ response, mayChange: false }),
      (error: unknown) => ({ response: problem(error, ctx), mayChange: isAppError(error) && error.retry }),
    ),
  );
}

function success({ status, planHash }: ApiOperation, data: unknown): Response {
  const headers: Record<string, string> = { "cache-control": "no-store" };
  const hash = planHash ? planHashOf(data) : null;
  if (hash) headers.etag = `"${hash}"`;
  return Response.json(data, { status, headers });
}

function planHashOf(data: unknown): string | null {
  const { planHash } = data as { planHash?: unknown };
  return typeof planHash === "string" ? planHash : null;
}
