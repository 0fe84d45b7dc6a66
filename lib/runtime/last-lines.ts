import { open } from "node:fs/promises";

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
