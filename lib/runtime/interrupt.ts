import { readFileSync } from "node:fs";

/** Two signals this close together are one Ctrl-C that reached us by two ways. */
const SAME_PRESS_MS = 500;

type Interrupt = { signal: AbortSignal; requested: Promise<void>; stop: () => void };

/**
 * Turns SIGINT, SIGTERM and SIGHUP into a request to stop. A second Ctrl-C calls `hard`. Run by npm, the end of npm
 * itself counts as a request too: nobody could reach us afterwards.
 */
export function listenForInterrupt({ underNpm, hard }: { underNpm: boolean; hard: () => void }): Interrupt {
  const controller = new AbortController();
  let first = 0;
  const stop = () => {
    if (first === 0) {
      first = Date.now();
      controller.abort(new Interrupted());
    } else if (Date.now() - first > SAME_PRESS_MS) hard();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, stop);
  if (underNpm) watchParent(stop);
  const requested = new Promise<void>((resolve) => {
    controller.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  return { signal: controller.signal, requested, stop };
}

/** Why everything is being stopped when nothing is wrong. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** npm runs scripts through a shell, which outlives it: the shell's parent counts too, where the system reports it. */
function watchParent(stop: () => void): void {
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}

function ancestors(): string {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, "utf8");
    return `${process.ppid} ${/^PPid:\t(\d+)/m.exec(status)?.[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}
