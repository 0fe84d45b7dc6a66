import { networkOf } from "@/lib/auth/client-ip";
import { type DropDeps, dropDeps, verifyDropToken } from "@/lib/auth/drop/login";
import type { DropCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { readChecksums } from "@/lib/drops/checksums";
import { PACE, type Pace, pacedBody } from "@/lib/drops/paced-body";
import { dropPathOf } from "@/lib/drops/path";
import { dropProblem } from "@/lib/drops/problem";
import { type Received, type Receiving, receiveFile } from "@/lib/drops/receive";
import { AppError } from "@/lib/errors";
import { consumeRateLimit, refundRateLimit } from "@/lib/rate-limit/rate-limit";
import { hardened } from "@/lib/route";

/** `deps` and `pace` are the process's own but in tests. */
type Surroundings = { ip: string | null; deps?: DropDeps; pace?: Pace };

/** A wrong token is answered no sooner than this, whether or not its drop exists. */
const REFUSED_MS = 300;

/**
 * `PUT /api/v1/drops/<drop>/<path>` with the file as the body, of any length: 201 for a new file, 204 for one that took
 * the place of another, and a problem document (RFC 9457) otherwise, with nothing changed. The token comes as a bearer, or as
 * the password of Basic.
 */
export async function answerDropPut(
  request: Request,
  { ip, deps = dropDeps(), pace = PACE }: Surroundings,
): Promise<Response> {
  const startedAt = Date.now();
  try {
    const [id = "", ...parts] = partsOf(request.url);
    const ctx = await signIn(request, id, { ip, deps });
    const received = await put(ctx, request, dropPathOf(parts.map(decoded)), pace);
    return accepted(received);
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthenticated") {
      await new Promise((resolve) => setTimeout(resolve, startedAt + REFUSED_MS - Date.now()));
    }
    return dropProblem(error, deps.log);
  }
}

async function signIn(
  request: Request,
  sourceId: string,
  { ip, deps }: { ip: string | null; deps: DropDeps },
): Promise<DropCtx> {
  const network = networkOf(ip);
  const visitor = { db: tenantDb(deps.db, {}), clock: deps.clock, log: deps.log };
  // Counted before it is looked at: guesses sent in parallel all count.
  await consumeRateLimit(visitor, "dropTokenIp", network);
  const ctx = await verifyDropToken({ token: tokenOf(request.headers), sourceId }, ip, deps);
  if (!ctx) {
    deps.log.warn("drop.token_refused");
    throw new AppError(
      "unauthenticated",
      "The token is missing, wrong, revoked or expired, or is of another drop.",
      {
        remedy: "Send it as Authorization: Bearer <token>. A new one is made on the page of the drop.",
      },
    );
  }
  await refundRateLimit(visitor, "dropTokenIp", network);
  return ctx;
}

async function put(ctx: DropCtx, request: Request, path: string, pace: Pace): Promise<Received> {
  const { headers } = request;
  requirePlain(headers);
  const sizeBytes = lengthOf(headers);
  const checksums = readChecksums(headers);
  const receiving = await receiveFile(ctx, path, { via: "https", sizeBytes });
  try {
    for await (const chunk of pacedBody(request.body, request.signal, pace)) {
      checksums.add(chunk);
      await receiving.write(receiving.sizeBytes(), chunk);
    }
    requireLength(receiving, sizeBytes);
    checksums.verify();
  } catch (error) {
    await receiving.abort();
    throw error;
  }
  return receiving.commit();
}

/** What the body would have to be put together from, or decoded by, is no whole file. */
function requirePlain(headers: Headers): void {
  if (headers.has("content-range")) {
    throw new AppError("invalid_input", "A part of a file can't be sent.", {
      remedy: "Send the whole file, or use SFTP to resume an upload.",
    });
  }
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "") {
    throw new AppError("invalid_input", "The header Content-Encoding can't be used.", {
      remedy: "Send a packed file as it is, under a name such as users.csv.gz, and leave the header out.",
    });
  }
}

function lengthOf(headers: Headers): number | null {
  const text = headers.get("content-length");
  if (text === null) return null;
  const length = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(length)) return length;
  throw new AppError("invalid_input", "The header Content-Length is not a number.");
}

function requireLength(receiving: Receiving, announced: number | null): void {
  if (announced === null || receiving.sizeBytes() === announced) return;
  throw new AppError(
    "invalid_input",
    `${receiving.sizeBytes()} of ${announced} bytes arrived, so the file was not taken.`,
    { remedy: "Send the file again." },
  );
}

function accepted({ path, sizeBytes, sha256, hasReplaced }: Received): Response {
  const digest = `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`;
  const headers = { "repr-digest": digest, "cache-control": "no-store" };
  if (hasReplaced) return hardened(new Response(null, { status: 204, headers }));
  return hardened(Response.json({ path, sizeBytes, sha256 }, { status: 201, headers }));
}

/** The token of either scheme; "" without one. Two headers are joined by a comma, which no token has. */
function tokenOf(headers: Headers): string {
  const [, scheme = "", value = ""] = /^(\S+) +(\S+)$/.exec(headers.get("authorization")?.trim() ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return "";
  const text = Buffer.from(value, "base64").toString("utf8");
  return text.slice(text.indexOf(":") + 1);
}

const BASE = "/api/v1/drops/";

/** The parts of the address behind the drops, as they were sent. */
function partsOf(url: string): string[] {
  const { pathname } = new URL(url);
  return pathname.startsWith(BASE) ? pathname.slice(BASE.length).split("/") : [];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new AppError("invalid_input", "The file name in the address is not valid UTF-8.", {
      cause,
      remedy: "Encode the name as a URL asks for, such as %20 for a space.",
    });
  }
}
