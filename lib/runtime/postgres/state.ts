import { randomBytes } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { askServer } from "@/lib/db/server";
import { writePrivateFile } from "@/lib/runtime/data-folder";
import { OWNER } from "@/lib/runtime/postgres/cluster";

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

export type Address = { port: number; password: string; cluster: string };

/** `starting`: something answers, but not yet to us. `other`: it is not the server of this cluster. */
type Probe = "ready" | "starting" | "refused" | "other";

export function ownerUrl({ port, password }: { port: number; password: string }, database: string): string {
  return `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Asks whether the server of `cluster` answers at its port. */
export async function probe(address: Address): Promise<Probe> {
  const answer = await askServer(ownerUrl(address, "postgres"));
  if (answer.ok) return (await same(answer.dataFolder, address.cluster)) ? "ready" : "other";
  // 57P03: starting up, recovering after a crash, or shutting down. 53300: no connection is free.
  if (["57P03", "57P01", "53300"].includes(answer.code)) return "starting";
  if (["28P01", "28000", "3D000"].includes(answer.code)) return "other";
  return "refused";
}

/** The process and port that `postmaster.pid` names; null without such a file. */
export async function readPostmaster(cluster: string): Promise<{ pid: number; port: number } | null> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => null);
  const lines = text?.split("\n") ?? [];
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) || 0 } : null;
}

/** Only "no such process" proves that one is gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

async function same(one: string, other: string): Promise<boolean> {
  const real = (path: string) => realpath(path).catch(() => path);
  return (await real(one)) === (await real(other));
}
