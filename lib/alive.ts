import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";

/** Notes in the data folder that this process does its work, for the health check of its container (`runtime/health.mjs`). */
export async function noteAlive(kind: "worker" | "drop"): Promise<void> {
  await writeFile(join(env().ROLLCALL_DATA_DIR, `${kind}.alive`), "");
}
