import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { OWNER } from "@/lib/runtime/postgres/cluster";

export type Address = { port: number; password: string; cluster: string };

/** `starting`: something answers, but not yet to us. `other`: it is not the server of this cluster. */
export type Probe = "ready" | "starting" | "refused" | "other";

export function ownerUrl({ port, password }: { port: number; password: string }, database: string): string {
  return `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Asks whether the server of `cluster` answers at its port. */
export async function probe(address: Address): Promise<Probe> {
  const sql = postgres(ownerUrl(address, "postgres"), { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`;
    return (await same(row?.folder, address.cluster)) ? "ready" : "other";
  } catch (error) {
    return classify(error);
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {});
  }
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

function classify(error: unknown): Probe {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  // 57P03: starting up, recovering after a crash, or shutting down. 53300: no connection is free.
  if (code === "57P03" || code === "53300" || code === "57P01") return "starting";
  if (code === "28P01" || code === "28000" || code === "3D000") return "other";
  return "refused";
}

async function same(one: string | undefined, other: string): Promise<boolean> {
  if (!one) return false;
  const real = (path: string) => realpath(path).catch(() => path);
  return (await real(one)) === (await real(other));
}
