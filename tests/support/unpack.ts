import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAppError } from "@/lib/errors";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { type Unpacked, type UnpackInput, unpackFile } from "@/lib/pipeline/unpack/unpack-file";

type Options = Partial<Omit<UnpackInput, "file" | "name" | "scratch">>;

export type Outcome = Omit<Unpacked, "file"> & { text: string };

/**
 * Unpacks `bytes` in a folder of its own. What came out as text; null for a plain file. Asserts for every call that nothing else is left
 * behind, when it throws nothing at all, and that the file itself stays.
 */
export async function unpack(
  name: string,
  bytes: Uint8Array | string,
  options: Options = {},
): Promise<Outcome | null> {
  const folder = await mkdtemp(join(tmpdir(), "unpack-"));
  try {
    const file = join(folder, "fetched");
    await writeFile(file, bytes);
    const unpacked = await unpackFile({
      pgp: null,
      settings: { zipEntry: null, sheet: null },
      sizeBytesMax: 1_000_000_000,
      signal: new AbortController().signal,
      ...options,
      file,
      name,
      scratch: join(folder, "scratch"),
    }).catch(async (error: unknown) => {
      const left = await readdir(folder);
      if (left.join() !== "fetched") throw new Error(`Left behind: ${left}`, { cause: error });
      throw error;
    });
    const left = (await readdir(folder)).length;
    if (left !== (unpacked ? 2 : 1)) throw new Error(`Left behind: ${await readdir(folder)}`);
    if (!unpacked) return null;
    const { file: made, ...rest } = unpacked;
    return { ...rest, text: await readFile(made, "utf8") };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a person reads of a file that can't be used: `code: message`. */
export async function refusal(
  name: string,
  bytes: Uint8Array | string,
  options: Options = {},
): Promise<string> {
  try {
    await unpack(name, bytes, options);
  } catch (error) {
    const issue = blockingIssue(error);
    if (!issue || !isAppError(error) || !error.remedy) throw error;
    return `${issue.code}: ${issue.message}`;
  }
  throw new Error("Nothing was refused.");
}
