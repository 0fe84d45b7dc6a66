import { createHash, randomUUID } from "node:crypto";
import {
  deleteRequest,
  extendLease,
  insertRequest,
  keepAnswer,
  type RequestKey,
  type RequestRow,
  selectRequest,
  takeOver,
} from "@/lib/api/idempotency.store";
import type { Match } from "@/lib/api/match";
import { hashBody, otherFile } from "@/lib/api/put-file";
import type { RawInput } from "@/lib/api/read-input";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";

/** How long the same key means the same request. */
export const KEY_HOURS = 24;

/** Whoever works on a request says so every third of this; then another may continue it. */
const LEASE_MS = 30_000;
/** How long the second of two equal requests waits for the answer of the first. */
const WAIT_MS = 15_000;
const POLL_MS = 150;

/** What the worker on a request is given: see `ApiCall`. */
export type Turn = { id: string; isRepeat: boolean; since: Date };
type Kept = { status: number; headers: Record<string, string>; body: string };

/** `mayChange`: the same request, sent again, may be answered otherwise. */
type Outcome = { response: Response; mayChange: boolean };

type Asked = { tokenId: string; request: Request; match: Match; input: RawInput };

/** The key of a request; null without one. Throws `invalid_input` for one that can't be used. */
export function readKey({ method, headers }: Request): string | null {
  const key = headers.get("idempotency-key");
  if (key === null || method === "GET") return null;
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key;
  throw new AppError("invalid_input", "The Idempotency-Key can't be used.", {
    remedy: "Send 8 to 200 letters, digits and signs without spaces, such as a UUID.",
  });
}

/**
 * Carries out a request once, however often it is sent with its key within 24 hours: every sending gets the answer of the
 * first. Two at the same time wait for one another; where the first one's process has died, the next continues with the
 * same ids. Throws `key_reused` for another request under the key, `conflict` for one that takes too long.
 */
export async function once(
  ctx: Ctx,
  key: string,
  asked: Asked,
  work: (turn: Turn) => Promise<Outcome>,
): Promise<Response> {
  const place = { tokenId: asked.tokenId, key };
  const fingerprint = fingerprintOf(asked);
  const turn = await takeTurn(ctx, place, fingerprint);
  if ("kept" in turn) return replay(turn.kept, turn.bodyHash, asked);
  const beat = setInterval(() => void renew(ctx, place), LEASE_MS / 3).unref();
  try {
    return await keep(ctx, place, asked, await work(turn));
  } finally {
    clearInterval(beat);
  }
}

type TurnOrAnswer = Turn | { kept: Kept; bodyHash: string | null };

async function takeTurn(ctx: Ctx, place: RequestKey, fingerprint: string): Promise<TurnOrAnswer> {
  const givesUpAt = Date.now() + WAIT_MS;
  for (;;) {
    const now = ctx.clock();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const before = new Date(now.getTime() - KEY_HOURS * 3_600_000);
    const first = { ...place, fingerprint, subjectId: randomUUID(), createdAt: now, leaseUntil };
    const made = await ctx.db.run((tx) => insertRequest(tx, ctx, first, before));
    if (made) return turnOf(made, false);
    const row = await ctx.db.run((tx) => selectRequest(tx, ctx, place));
    if (row && row.fingerprint !== fingerprint) throw otherRequest();
    if (row?.status != null && row.answer) {
      return { kept: { status: row.status, ...row.answer }, bodyHash: row.bodyHash };
    }
    const left = await ctx.db.run((tx) => takeOver(tx, ctx, place, { now, leaseUntil }));
    if (left) return turnOf(left, true);
    if (Date.now() >= givesUpAt) throw stillWorking();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function turnOf({ subjectId, createdAt }: RequestRow, isRepeat: boolean): Turn {
  return { id: subjectId, isRepeat, since: createdAt };
}

async function renew(ctx: Ctx, place: RequestKey): Promise<void> {
  const until = new Date(ctx.clock().getTime() + LEASE_MS);
  // The lease outlives a look that fails; the next one renews it.
  await ctx.db.run((tx) => extendLease(tx, ctx, place, until)).catch(() => undefined);
}

/** Keeps an answer, but for a fault of ours, or of the line: those may be tried again. */
async function keep(
  ctx: Ctx,
  place: RequestKey,
  { match }: Asked,
  { response, mayChange }: Outcome,
): Promise<Response> {
  const { status } = response;
  if (mayChange || status >= 500 || status === 429) {
    await ctx.db.run((tx) => deleteRequest(tx, ctx, place));
    return response;
  }
  const body = await response.clone().text();
  const headers = Object.fromEntries(
    ["content-type", "etag", "location"].flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const bodyHash = match.operation.isFile && status === 201 ? sha256Of(body) : null;
  await ctx.db.run((tx) => keepAnswer(tx, ctx, place, { status, answer: { headers, body }, bodyHash }));
  return response;
}

/** The hash of the file that an answer is about. */
function sha256Of(body: string): string | null {
  const { sha256 } = JSON.parse(body) as { sha256?: unknown };
  return typeof sha256 === "string" ? sha256 : null;
}

async function replay(
  { status, headers, body }: Kept,
  bodyHash: string | null,
  { request }: Asked,
): Promise<Response> {
  if (bodyHash !== null && (await hashBody(request)) !== bodyHash) throw otherFile();
  return new Response(body, { status, headers: { ...headers, "idempotency-replayed": "true" } });
}

/** What tells one request from another; the bytes of a file are compared when they are here. */
function fingerprintOf({ request, input }: Asked): string {
  const { pathname, search } = new URL(request.url);
  const parts = [request.method, pathname, search, request.headers.get("if-match") ?? "", input.text];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function otherRequest(): AppError {
  return new AppError("key_reused", "This Idempotency-Key was used for another request.", {
    remedy: "Use a new key for each request, such as a UUID.",
  });
}

function stillWorking(): AppError {
  return new AppError("conflict", "The same request is still being worked on.", {
    meta: { waitSeconds: 5 },
    remedy: "Send it again with the same key in a few seconds.",
  });
}
