import { bearerTokenOf } from "@/lib/auth/api/token-form";
import { type FoundToken, findToken, noteTokenUse } from "@/lib/auth/api/token-login.store";
import { networkOf } from "@/lib/auth/client-ip";
import { findWorkspaceByName } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import { brandCtx, brandWorkspaceCtx, type Clock, type Ctx, type WorkspaceCtx } from "@/lib/context";
import { type Db, db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { AppError, notFound } from "@/lib/errors";
import { formatWait } from "@/lib/format/wait";
import { createLog, type Log } from "@/lib/log";
import type { Actor } from "@/lib/model/actor";
import { consumeRateLimit, waitsUntil } from "@/lib/rate-limit/rate-limit";

/** What the API needs from its process. Tests bring their own. */
export type ApiDeps = { db: Db; clock: Clock; log: Log };

/** The process's own database, clock and log. */
export function apiDeps(): ApiDeps {
  return { db: db(), clock: () => new Date(), log: createLog("api") };
}

/** A program that has signed in. */
export type ApiCaller = {
  ctx: Ctx;
  tokenId: string;
  /** The token is for some workspaces only. */
  isLimited: boolean;
  mayEnter: (workspaceId: string) => boolean;
};

/** The last use is written at most this often. */
const USE_NOTED_MS = 60_000;

/**
 * Lets a program in by its token, with one look at the database. Throws `unauthenticated`, in the same words for a token
 * that is missing, unknown, expired or revoked; `throttled` where a network has guessed too often, except for a token
 * that it has used before.
 */
export async function enterByToken(headers: Headers, ip: string | null, deps: ApiDeps): Promise<ApiCaller> {
  const visitor = { db: tenantDb(deps.db, {}), clock: deps.clock, log: deps.log };
  const network = networkOf(ip);
  const token = bearerTokenOf(headers);
  const now = deps.clock();
  const found = token ? await visitor.db.run((tx) => findToken(tx, hashToken(token), now)) : null;
  const isKnownHere = found?.lastUsedAt && networkOf(found.lastUsedFrom) === network;
  if (found && !isKnownHere) await requireCalm(visitor, network);
  if (!found) {
    await consumeRateLimit(visitor, "apiTokenIp", network);
    deps.log.warn("api.token_refused");
    throw new AppError("unauthenticated", "The API token is missing, wrong, expired or revoked.", {
      remedy:
        "Send it as Authorization: Bearer <token>. Tokens are created on the page Settings, API tokens.",
    });
  }
  if (!isKnownHere || now.getTime() - (found.lastUsedAt?.getTime() ?? 0) >= USE_NOTED_MS) {
    await visitor.db.run((tx) => noteTokenUse(tx, found, { at: now, from: ip }));
  }
  return callerOf(found, deps);
}

async function requireCalm(visitor: Parameters<typeof waitsUntil>[0], network: string): Promise<void> {
  const until = await waitsUntil(visitor, "apiTokenIp", network);
  if (!until) return;
  const waitSeconds = Math.max(1, Math.ceil((until.getTime() - visitor.clock().getTime()) / 1000));
  throw new AppError("throttled", "Too many requests with wrong tokens came from your network.", {
    meta: { waitSeconds },
    remedy: `Wait ${formatWait(waitSeconds)}, then try again.`,
  });
}

function callerOf({ id, orgId, label, permissions, workspaceIds }: FoundToken, deps: ApiDeps): ApiCaller {
  const { db, clock, log } = deps;
  const actor: Actor = { kind: "token", tokenId: id, label };
  const inside = tenantDb(db, { orgId, actor, workspaceIds });
  const allowed = new Set(permissions);
  const who = { orgId, actor, role: "token" as const, permissions: allowed, workspaceIds };
  const ctx = brandCtx({ ...who, db: inside, clock, log });
  const mayEnter = (workspace: string) => workspaceIds?.includes(workspace) ?? true;
  return { ctx, tokenId: id, isLimited: workspaceIds !== null, mayEnter };
}

/** Into a workspace by its id or its address; one that the token is not for is not found. */
export async function enterCallerWorkspace(
  { ctx, mayEnter }: ApiCaller,
  name: string,
): Promise<WorkspaceCtx> {
  const id = await ctx.db.run((tx) => findWorkspaceByName(tx, ctx.orgId, name));
  if (!id || !mayEnter(id)) throw notFound("The workspace");
  return brandWorkspaceCtx(ctx, id);
}
