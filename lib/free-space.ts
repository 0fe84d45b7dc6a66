import { statfs } from "node:fs/promises";

const BYTES = 1_000_000;

/** How much is free where a folder is, for us; null while the folder is not there. */
export async function freeMegabytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return Math.floor((bavail * bsize) / BYTES);
  } catch {
    // Nothing was stored there yet.
    return null;
  }
}
