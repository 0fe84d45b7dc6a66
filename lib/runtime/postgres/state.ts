import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateFile } from "@/lib/runtime/data-folder";

/** What has to be remembered about the embedded database. Kept in the data folder, mode 0600. */
export type PostgresState = {
  /** Where the cluster lies; see `chooseHome`. Null until the first start has chosen. */
  home: string | null;
  port: number | null;
  ownerPassword: string;
  appPassword: string;
};

/** Reads the state kept in `folder`, or makes and keeps a first one. */
export async function openState(folder: string): Promise<PostgresState> {
  const file = join(folder, "state.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  // Written whole and renamed by us alone, so it has the shape we gave it.
  if (text !== null) return JSON.parse(text) as PostgresState;
  const state = { home: null, port: null, ownerPassword: password(), appPassword: password() };
  await saveState(folder, state);
  return state;
}

export async function saveState(folder: string, state: PostgresState): Promise<void> {
  await writePrivateFile(join(folder, "state.json"), `${JSON.stringify(state, null, 2)}\n`);
}

function password(): string {
  return randomBytes(24).toString("base64url");
}
