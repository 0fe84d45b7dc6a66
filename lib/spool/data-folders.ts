import { chmod, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { env } from "@/lib/env";

/** A folder in the data folder, made on first use and closed to other accounts of the machine. */
export async function dataFolder(name: "spool" | "scratch"): Promise<string> {
  const folder = join(resolve(env().ROLLCALL_DATA_DIR), name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return folder;
}
