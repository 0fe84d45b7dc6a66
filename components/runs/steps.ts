import type { PhaseState, PhaseStep } from "@/components/patterns/phase-steps";
import { formatBytes } from "@/lib/format/bytes";
import { formatNumber } from "@/lib/format/number";
import type { RunPhase } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";

type Progress = {
  state: RunState;
  phase: RunPhase | null;
  bytesDone: number;
  bytesTotal: number | null;
  rowsDone: number;
};

/** The seven stages of a run with their labels, and the phase in which each is active. */
const ROOMS: readonly { key: string; label: string; at: number }[] = [
  { key: "source", label: "Fetch file", at: 0 },
  { key: "read", label: "Read", at: 1 },
  { key: "validate", label: "Check rows", at: 1 },
  { key: "plan", label: "Plan", at: 2 },
  { key: "guard", label: "Check limits", at: 2 },
  { key: "apply", label: "Apply", at: 3 },
  { key: "report", label: "Report", at: 4 },
];

const AT: Readonly<Record<RunPhase, number>> = {
  connecting: 0,
  downloading: 0,
  reading: 1,
  planning: 2,
  applying: 3,
};

/** The progress of a run, stage by stage. */
export function stepsOf(progress: Progress, isUndo = false): PhaseStep[] {
  const now = progress.phase === null ? -1 : AT[progress.phase];
  // An undo reads no file: it reverts stored changes.
  const rooms = isUndo ? ROOMS.filter(({ key }) => key === "plan" || key === "apply") : ROOMS;
  return rooms.map(({ key, label, at }) => ({
    key,
    label,
    state: stateOf(at, now, progress.state),
    detail: detailOf(key, at === now, progress),
  }));
}

function stateOf(at: number, now: number, state: RunState): PhaseState {
  if (at < now) return "done";
  return at === now && state === "running" ? "active" : "waiting";
}

function detailOf(key: string, isNow: boolean, progress: Progress): string | undefined {
  const { phase, bytesDone, bytesTotal, rowsDone } = progress;
  if (key === "source" && isNow) {
    if (phase === "connecting") return "Connecting";
    return bytesTotal === null
      ? formatBytes(bytesDone)
      : `${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
  }
  if (key === "read" && rowsDone > 0) return `${formatNumber(rowsDone)} rows`;
  return undefined;
}

/** The progress of the current phase, 0 to 100; null if unknown. */
export function percentOf({ phase, bytesDone, bytesTotal }: Progress): number | null {
  if (phase !== "downloading" && phase !== "reading") return null;
  return bytesTotal ? Math.min(100, (bytesDone / bytesTotal) * 100) : null;
}
