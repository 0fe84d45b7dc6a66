import type { Ctx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import type { Candidate, Matches } from "@/lib/pipeline/choose/candidates";
import { choiceOf, findMatches, refuseOld, requireNewest } from "@/lib/pipeline/choose/choose-file";
import { parsePattern, patternFault } from "@/lib/pipeline/choose/pattern";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";
import { walkFolder } from "@/lib/pipeline/source/check";
import { consumeRateLimit, resetRateLimit } from "@/lib/rate-limit/rate-limit";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";

type Request = { remoteSourceId: string; path: string; timeZone: string; daysOldMax: number | null };

/** What a pattern matches now, for the form that it is entered in. */
export type FileMatches =
  | {
      kind: "found";
      path: string;
      modifiedAt: string | null;
      sizeBytes: number | null;
      /** Why this one of several. */
      why: string;
      /** Other names that match, the newest first (the first of them), and how many. */
      others: string[];
      othersCount: number;
      /** What would stop a run that takes it, or is left out, in whole sentences. */
      notes: string[];
    }
  | { kind: "none"; message: string; remedy: string | null };

/**
 * Looks for the files that a pattern matches now. Null for a path without a pattern. Throws `not_found`, `throttled`, and the
 * connection's own error.
 */
export async function matchFiles(
  ctx: Ctx,
  request: Request,
  signal: AbortSignal,
): Promise<FileMatches | null> {
  const { remoteSourceId, path, timeZone, daysOldMax } = request;
  const pattern = patternFault(path) === null ? parsePattern(path) : null;
  if (!pattern) return null;
  await consumeRateLimit(ctx, "checkConnection", ctx.orgId);
  const target = await resolveRemoteSource(ctx, remoteSourceId);
  const walk: Walk = (folder, wanted) => walkFolder(target, folder, { ...wanted, signal });
  const now = ctx.clock();
  try {
    const matches = await findMatches({ pattern, timeZone, now, walk });
    const newest = await requireNewest(matches, { walk });
    await resetRateLimit(ctx, "checkConnection", ctx.orgId);
    const { others, othersCount, ahead } = choiceOf(matches, newest);
    const old = complaint(() => refuseOld(newest, { daysOldMax, now, timeZone }));
    const late =
      ahead === undefined ? null : `${ahead} is not taken, because its date is later than tomorrow.`;
    return {
      kind: "found",
      path: newest.path,
      modifiedAt: newest.modifiedAt,
      sizeBytes: newest.sizeBytes,
      why: whyThis(newest, matches),
      others,
      othersCount,
      notes: [old, late].filter((note) => note !== null),
    };
  } catch (error) {
    if (!isAppError(error) || error.code !== "source_path") throw error;
    return { kind: "none", message: error.message, remedy: error.remedy ?? null };
  }
}

function complaint(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return `${error.message.replace(/^File error: /, "")}: a run would refuse it.`;
  }
}

function whyThis(newest: Candidate, { files, count }: Matches): string {
  const [, next] = files;
  if (count === 1 || !next) return "The only file that matches.";
  if ((newest.date?.at ?? 0) !== (next.date?.at ?? 0)) return "The newest date.";
  if (newest.modifiedAt !== next.modifiedAt)
    return newest.date ? "Changed last of those with the newest date." : "Changed last.";
  return "The last one by name of those that were changed last.";
}
