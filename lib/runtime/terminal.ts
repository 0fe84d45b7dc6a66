import { open } from "node:fs/promises";

/** What a person at the terminal reads. Calm: a line a phase, more only when something is wrong. */
export type Terminal = {
  /** One line of the ordinary course. */
  say: (line: string) => void;
  /** Something went wrong; `detail` follows indented. */
  warn: (line: string, detail?: string) => void;
};

export const terminal: Terminal = {
  say: (line) => void process.stdout.write(`${line}\n`),
  warn: (line, detail = "") => {
    const indented = detail ? detail.replace(/^/gm, "    ") : "";
    process.stdout.write(`${line}\n${indented ? `${indented}\n` : ""}`);
  },
};

/** `820 ms`, `41 s` or `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const TAIL_BYTES = 16_384;

/** The last lines of a log file, for a person to read; empty when there is no such file. */
export async function lastLines(path: string, count: number): Promise<string> {
  const handle = await open(path, "r").catch(() => null);
  if (!handle) return "";
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await handle.read(tail, 0, tail.length, size - tail.length);
    return tail.toString("utf8").trimEnd().split("\n").slice(-count).join("\n");
  } finally {
    await handle.close();
  }
}
