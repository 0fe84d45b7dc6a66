import { chmod, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { env } from "@/lib/env";

/** The folder for files on their way through, made on first use and closed to other accounts of the machine. */
export async function spoolFolder(): Promise<string> {
  const folder = join(resolve(env().ROLLCALL_DATA_DIR), "spool");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return folder;
}

/** Names are made from our own ids only, never from what a customer called a file. */
export async function uploadSpoolFile(uploadId: string): Promise<string> {
  return join(await spoolFolder(), `upload-${idOnly(uploadId)}.csv`);
}

export async function runSpoolFile(runId: string): Promise<string> {
  return join(await spoolFolder(), `run-${idOnly(runId)}.csv`);
}

/** Of the run's second file, that of the managers. */
export async function managersSpoolFile(runId: string): Promise<string> {
  return join(await spoolFolder(), `managers-${idOnly(runId)}.csv`);
}

function idOnly(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new RangeError("This ID is not valid.");
  return id;
}
