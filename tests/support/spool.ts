import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "@/lib/spool/data-folders";
import type { SpoolKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";

/** A look behind the spool's interface. */
type Behind = {
  /** Whatever lies in the store, half-made things as well. */
  names: () => Promise<string[]>;
  age: (key: SpoolKey, at: Date) => Promise<void>;
  /** Something that Rollcall has not made. */
  putForeign: (name: string, at: Date) => Promise<void>;
};

const folder: Behind = {
  names: async () => readdir(await dataFolder("spool")),
  age: async (key, at) => utimes(join(await dataFolder("spool"), key), at, at),
  putForeign: async (name, at) => {
    const file = join(await dataFolder("spool"), name);
    await writeFile(file, "keep me");
    await utimes(file, at, at);
  },
};

let behind = folder;

/** For tests of another store than the folder. */
export function lookBehind(store: Behind): void {
  behind = store;
}

export const ageSpooled = (key: SpoolKey, at: Date) => behind.age(key, at);
export const putForeign = (name: string, at: Date) => behind.putForeign(name, at);

/** Whatever lies in the spool and beside it, on this machine, half-made files as well. */
export async function everythingSpooled(): Promise<string[]> {
  return [...(await behind.names()), ...(await readdir(await dataFolder("scratch")))].sort();
}

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
