import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { ensureAppLogin } from "@/lib/db/app-login";
import { migrateDatabase } from "@/lib/db/migrate";
import { createDatabase } from "@/lib/db/server";
import { openPostgres } from "@/lib/runtime/postgres/open";
import { isAlive, openState } from "@/lib/runtime/postgres/state";
import { watchRunStates } from "./watch-run-states";

/** Addresses of one server: as its superuser, and as the login that web and worker use. */
export type TestPostgres = { ownerUrl: string; appUrl: string };

declare module "vitest" {
  export interface ProvidedContext {
    postgres: TestPostgres;
  }
}

type Shared = TestPostgres & { stop: () => Promise<void> };

// Every project runs this file in a module of its own; the server is one for all.
const shared = globalThis as typeof globalThis & {
  rollcallTest?: { server: Promise<Shared>; users: number };
};

export const TEMPLATE = "rollcall_template";
const PREFIX = "rollcall-test-";

/** One embedded PostgreSQL for the whole test run, with a migrated template database in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.rollcallTest ??= { server: start(), users: 0 };
  const use = shared.rollcallTest;
  use.users += 1;
  const { ownerUrl, appUrl } = await use.server;
  project.provide("postgres", { ownerUrl, appUrl });
  return async () => {
    use.users -= 1;
    if (use.users > 0) return;
    shared.rollcallTest = undefined;
    await (await use.server).stop();
  };
}

async function start(): Promise<Shared> {
  const external = process.env.ROLLCALL_TEST_DATABASE_URL;
  const server = external ? await takeExternal(external) : await startOwn();
  const ownerUrl = onDatabase(server.ownerUrl, TEMPLATE);
  await createDatabase(server.ownerUrl, TEMPLATE);
  await migrateDatabase(ownerUrl);
  await watchRunStates(ownerUrl);
  const appUrl = await ensureAppLogin(ownerUrl, server.appPassword);
  await analyze(ownerUrl);
  return { ownerUrl: server.ownerUrl, appUrl, stop: server.stop };
}

type Started = { ownerUrl: string; appPassword: string; stop: () => Promise<void> };

/** Where a server of this process has its data. What a killed test leaves is found by the name. */
export function serverFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

async function startOwn(): Promise<Started> {
  await removeLeftovers();
  const folder = await serverFolder();
  const { ownerUrl, appPassword, stop } = await openIn(folder);
  return { ownerUrl, appPassword, stop: () => stop().then(() => removeServer(folder)) };
}

/** Another PostgreSQL, for one run at a time: its superuser's address leads to any database of it. */
async function takeExternal(ownerUrl: string): Promise<Started> {
  const dropTemplate = async () => {
    const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
    await sql`drop database if exists ${sql(TEMPLATE)} with (force)`;
    await sql.end();
  };
  await dropTemplate();
  return { ownerUrl, appPassword: randomBytes(24).toString("base64url"), stop: dropTemplate };
}

export function openIn(folder: string, { durable = false } = {}) {
  return openPostgres({ folder: join(folder, "postgres"), logFile: join(folder, "postgres.log"), durable });
}

/** A run that was killed leaves its server behind. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split("-")[0]) : Number.NaN;
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    const server = await openIn(folder).catch(() => null);
    await server?.stop();
    await removeServer(folder);
  }
}

export async function removeServer(folder: string): Promise<void> {
  const { home } = await openState(join(folder, "postgres"));
  for (const path of [home, folder]) {
    if (path) await rm(path, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function analyze(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql`vacuum analyze`;
  await sql.end();
}

/** The same address with another database's name. */
export function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
