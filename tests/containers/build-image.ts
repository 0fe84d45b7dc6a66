import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  type Instruction,
  inContext,
  lastOf,
  PROJECT,
  readDockerfile,
  type Stage,
  valuesOf,
} from "./dockerfile";
import { makeBase, run } from "./root";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export type Image = { root: string; stage: Stage; env: Readonly<Record<string, string>> };

/** What takes longer is kept for the next time, until something changes that it was made of. */
const KEPT_FROM_MS = 20_000;

/** A stage that is done. `key`: of all that it was made of. */
type Done = { root: string; key: string };

/**
 * Does what the Dockerfile says, line by line, each stage in a root of its own. Gives the last one. Roots after long lines
 * are kept in `folder`, and taken as they are while the lines up to there and the files that they copy are the same.
 */
export async function buildImage(folder: string, say: (line: string) => void): Promise<Image> {
  const stages = readDockerfile();
  const done = new Map<string, Done>();
  const used = new Set<string>();
  const kept = join(folder, "kept");
  await mkdir(kept, { recursive: true });
  let image: Image | undefined;
  for (const stage of stages) {
    const base = await makeBase(stage.from, folder);
    const root = join(folder, `stage-${stage.name}`);
    say(`FROM ${stage.from} AS ${stage.name}`);
    const keys = await keysOf(stage, done);
    for (const key of keys) used.add(key);
    const env = await buildStage({ base, root, kept, stage, keys, done, say });
    done.set(stage.name, { root, key: keys.at(-1) ?? "" });
    image = { root, stage, env };
  }
  for (const name of await readdir(kept))
    if (!used.has(name)) await rm(join(kept, name), { recursive: true, force: true });
  if (!image) throw new Error("The Dockerfile has no stage.");
  return image;
}

/** For each instruction a hash of it, of the files that it copies, and of all that come before. */
async function keysOf(stage: Stage, done: ReadonlyMap<string, Done>): Promise<string[]> {
  const keys: string[] = [];
  for (const { name, text, flags } of stage.instructions) {
    const hash = createHash("sha256").update(
      JSON.stringify([keys.at(-1) ?? stage.from, name, text, Object.entries(flags)]),
    );
    if (flags.from) hash.update(done.get(flags.from)?.key ?? "");
    else if (name === "COPY")
      for (const what of text.split(/\s+/).slice(0, -1))
        for (const file of await contextFiles(what))
          hash.update(`\0${file}\0`).update(await readFile(join(PROJECT, file)));
    keys.push(hash.digest("hex").slice(0, 32));
  }
  return keys;
}

type Building = {
  base: string;
  root: string;
  kept: string;
  stage: Stage;
  keys: readonly string[];
  done: ReadonlyMap<string, Done>;
  say: (line: string) => void;
};

async function buildStage({ base, root, kept, stage, keys, done, say }: Building) {
  const env: Record<string, string> = { PATH };
  let workdir = "/";
  let user = "root";
  const names = await readdir(kept);
  const from = keys.findLastIndex((key) => names.includes(key));
  await rm(root, { recursive: true, force: true });
  await copyRoot(from < 0 ? base : join(kept, keys[from] ?? ""), root);
  for (const [at, instruction] of stage.instructions.entries()) {
    const { name, text } = instruction;
    const begun = Date.now();
    if (name === "ENV") Object.assign(env, valuesOf(instruction));
    else if (name === "WORKDIR") workdir = text;
    else if (name === "USER") user = text;
    if (at <= from) {
      say(`  ${name} ${text} (kept)`);
      continue;
    }
    if (name === "WORKDIR") await mkdir(join(root, workdir), { recursive: true });
    else if (name === "COPY") await copy(instruction, { into: join(root, workdir), done });
    else if (name === "RUN") {
      await runIn({ root, env, workdir, user, command: text });
      if (Date.now() - begun > KEPT_FROM_MS) await copyRoot(root, join(kept, keys[at] ?? ""));
    }
    say(`  ${name} ${text} (${((Date.now() - begun) / 1_000).toFixed(1)} s)`);
  }
  return env;
}

/** Whole or not at all. */
async function copyRoot(from: string, to: string): Promise<void> {
  await rm(`${to}.part`, { recursive: true, force: true });
  await run("cp", ["-a", "--reflink=auto", from, `${to}.part`]);
  await rename(`${to}.part`, to);
}

type Copying = { into: string; done: ReadonlyMap<string, Done> };

/** Files of the checkout, or of another stage: of a folder, what is in it. */
async function copy({ text, flags }: Instruction, { into, done }: Copying): Promise<void> {
  const words = text.split(/\s+/);
  const place = join(into, words.at(-1) ?? "");
  for (const what of words.slice(0, -1)) {
    const from = flags.from ? done.get(flags.from) : null;
    if (!from) await copyContext(what, place);
    else if ((await stat(join(from.root, what))).isDirectory())
      await run("cp", ["-a", "--reflink=auto", `${join(from.root, what)}/.`, await made(place)]);
    else await copyFile(join(from.root, what), place);
  }
}

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return folder;
}

/** What git knows of the checkout and `.dockerignore` lets through. */
async function contextFiles(what: string): Promise<string[]> {
  const files = (await run("git", ["ls-files", "--cached", "--others", "--exclude-standard"], PROJECT))
    .trim()
    .split("\n");
  return files.filter((file) => (what === "." || file === what) && inContext(file));
}

async function copyContext(what: string, into: string): Promise<void> {
  const wanted = await contextFiles(what);
  if (wanted.length === 0) throw new Error(`COPY ${what}: there is nothing.`);
  for (const file of wanted) {
    await mkdir(dirname(join(into, file)), { recursive: true });
    await copyFile(join(PROJECT, file), join(into, file));
  }
}

type Running = { root: string; env: Record<string, string>; workdir: string; user: string; command: string };

/** A network may have an authority of its own, which this machine knows. */
const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

/** A RUN line, by the shell that is in the root. Only the packages of npm come from a cache, where there is one. */
async function runIn({ root, env, workdir, user, command }: Running): Promise<void> {
  const cache = (await run("npm", ["config", "get", "cache"])).trim();
  const values = Object.entries({
    ...env,
    HOME: "/root",
    npm_config_cache: "/tmp/npm",
    NODE_EXTRA_CA_CERTS: CERTIFICATES,
  }).map(([key, value]) => `${key}=${value}`);
  const script = `set -e
    mount --bind "$0" "$0"
    mount -t proc proc "$0/proc"
    mount --rbind /dev "$0/dev"
    mount --bind /etc/resolv.conf "$0/etc/resolv.conf"
    mount --bind ${CERTIFICATES} "$0${CERTIFICATES}"
    mount -t tmpfs tmpfs "$0/tmp"
    mkdir "$0/tmp/npm"
    mount --bind "$1" "$0/tmp/npm"
    shift
    exec chroot --userspec="$1" "$0" /usr/bin/env -i "--chdir=$2" "\${@:4}" /bin/sh -c "$3"`;
  await run("unshare", [
    ...["--mount", "--pid", "--fork", "--propagation", "private", "bash", "-c", script],
    ...[root, await made(cache), user, workdir, command, ...values],
  ]);
}

/** The user and folder that the image starts in. */
export function placeOf({ stage }: Image): { user: string; workdir: string } {
  return { user: lastOf(stage, "USER")?.text ?? "root", workdir: lastOf(stage, "WORKDIR")?.text ?? "/" };
}
