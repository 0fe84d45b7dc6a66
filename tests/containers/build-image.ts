import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inContext, lastOf, PROJECT, readDockerfile, type Stage, valuesOf } from "./dockerfile";
import { makeBase, run } from "./root";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export type Image = { root: string; stage: Stage; env: Readonly<Record<string, string>> };

/** Does what the Dockerfile says, line by line, each stage in a root of its own. Gives the last one. */
export async function buildImage(folder: string, say: (line: string) => void): Promise<Image> {
  const stages = readDockerfile();
  const roots = new Map<string, string>();
  let image: Image | undefined;
  for (const stage of stages) {
    const base = await makeBase(stage.from, folder);
    const root = join(folder, `stage-${stage.name}`);
    await rm(root, { recursive: true, force: true });
    await run("cp", ["-a", "--reflink=auto", base, root]);
    roots.set(stage.name, root);
    say(`FROM ${stage.from} AS ${stage.name}`);
    image = { root, stage, env: await buildStage({ root, stage, roots, say }) };
  }
  if (!image) throw new Error("The Dockerfile has no stage.");
  return image;
}

type Building = {
  root: string;
  stage: Stage;
  roots: ReadonlyMap<string, string>;
  say: (line: string) => void;
};

async function buildStage({ root, stage, roots, say }: Building): Promise<Record<string, string>> {
  const env: Record<string, string> = { PATH };
  let workdir = "/";
  let user = "root";
  for (const instruction of stage.instructions) {
    const { name, text, flags } = instruction;
    const begun = Date.now();
    if (name === "ENV") Object.assign(env, valuesOf(instruction));
    else if (name === "WORKDIR") {
      workdir = text;
      await mkdir(join(root, workdir), { recursive: true });
    } else if (name === "USER") user = text;
    else if (name === "COPY") {
      const words = text.split(/\s+/);
      const into = join(root, workdir, words.at(-1) ?? "");
      const from = flags.from ? roots.get(flags.from) : null;
      for (const what of words.slice(0, -1)) {
        if (from) await run("cp", ["-a", "--reflink=auto", `${join(from, what)}/.`, await made(into)]);
        else await copyContext(what, into);
      }
    } else if (name === "RUN") await runIn({ root, env, workdir, user, command: text });
    say(`  ${name} ${text} (${((Date.now() - begun) / 1_000).toFixed(1)} s)`);
  }
  return env;
}

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return folder;
}

/** What git knows of the checkout and `.dockerignore` lets through. */
async function copyContext(what: string, into: string): Promise<void> {
  const files = (await run("git", ["ls-files", "--cached", "--others", "--exclude-standard"], PROJECT))
    .trim()
    .split("\n");
  const wanted = files.filter((file) => (what === "." || file === what) && inContext(file));
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
