import type { FileLookProgress } from "@/drizzle/schema/file-looks";
import type { WorkspaceCtx } from "@/lib/context";
import { type FileLookLease, writeLook } from "@/lib/file-looks/file-looks.store";

const EVERY_MS = 700;

/** Says how far a look is. `signal` ends the work when it was cancelled, or another process has taken it. */
export function startBeating(ctx: WorkspaceCtx, lease: FileLookLease) {
  const at: FileLookProgress = { phase: "connecting", bytesDone: 0, bytesTotal: null };
  const gone = new AbortController();
  let writing: Promise<void> = Promise.resolve();
  const beat = async () => {
    if (!(await ctx.db.run((tx) => writeLook(tx, ctx, lease, { progress: { ...at } })))) gone.abort();
  };
  const timer = setInterval(() => {
    // A database that is away for a moment is no reason to begin again.
    writing = writing.then(beat).catch(() => {});
  }, EVERY_MS);
  return {
    at,
    signal: gone.signal,
    stop: async () => {
      clearInterval(timer);
      await writing;
    },
  };
}

export type Beating = ReturnType<typeof startBeating>;
