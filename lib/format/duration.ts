import { writeNumber } from "@/lib/format/locale";

/** Milliseconds -> "840 ms", "4.2 s", "3 min 12 s", "2 h 5 min", "3 d 4 h": the two largest units. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, Math.round(durationMs));
  if (ms < 1000) return `${ms} ms`;
  if (ms < 9950) return `${writeNumber(ms / 1000, 1, true)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

function pair(first: number, firstUnit: string, second: number, secondUnit: string): string {
  const head = `${first} ${firstUnit}`;
  return second === 0 ? head : `${head} ${second} ${secondUnit}`;
}
