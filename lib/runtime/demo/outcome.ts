import type { Counts } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";
import type { DropSignIn } from "@/lib/runtime/demo/seed-drop";

/** What the demo's sync came to, and how to sign in to its drop. */
export type SyncOutcome = { state: RunState; counts: Counts | null; failure: string | null };
export type DemoOutcome = SyncOutcome & { drop: DropSignIn };

/** How to place a file with the demo, on one line to be read by people and programs. */
export function dropLine({ username, password }: DropSignIn, port: string): string {
  return `Drop: sftp://${username}@localhost:${port}  password: ${password}`;
}

/** What to enter in a form or a client, one value a column. */
export function placeLine({ host, port, username, password }: Place): string {
  return `  Host ${host}  port ${port}  user ${username}  password ${password}`;
}

type Place = { host: string; port: number | string; username: string; password: string };

/** The line the terminal shows: the run's own counts, and in words what they can't say. */
export function outcomeLine({ state, counts, failure }: SyncOutcome): string {
  if (failure) return `Demo sync: failed. ${failure}`;
  const { created = 0, restored = 0, updated = 0, removed = 0, errors = 0, warnings = 0 } = counts ?? {};
  const sum = `created ${created + restored}, updated ${updated}, removed ${removed}, errors ${errors}, warnings ${warnings}`;
  return `Demo sync: ${sum}${REMARKS[state] ?? ""}`;
}

const REMARKS: Partial<Record<RunState, string>> = {
  no_change: " (the file is the same as last time)",
  held: " (its plan is pending approval, see the run)",
  queued: " (it is still waiting for the worker)",
  running: " (it is still running)",
  cancelled: " (it was cancelled)",
  superseded: " (a newer run took its place)",
};
