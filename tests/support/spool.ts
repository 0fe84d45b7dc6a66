import { readdir } from "node:fs/promises";
import { dataFolder } from "@/lib/spool/data-folders";
import type { SpoolKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";

/** Puts a file into the spool, replacing what is there. */
export async function putSpooled(key: SpoolKey, bytes: string | Uint8Array): Promise<void> {
  async function* whole() {
    yield Buffer.from(bytes);
  }
  await spool().write(key, whole(), { path: key, sizeBytesMax: Number.POSITIVE_INFINITY });
}

export async function readSpooled(key: SpoolKey): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of spool().read(key)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Whatever lies in the spool and beside it, half-made files as well. */
export async function everythingSpooled(): Promise<string[]> {
  const names = [await readdir(await dataFolder("spool")), await readdir(await dataFolder("scratch"))];
  return names.flat().sort();
}
