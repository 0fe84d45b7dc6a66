import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Image, placeOf } from "./build-image";
import { lastOf, wordsOf } from "./dockerfile";
import { run } from "./root";

export type Container = {
  name: string;
  output: () => string;
  /** Runs a program in it; whether it ended well. */
  execute: (words: readonly string[]) => Promise<boolean>;
  /** SIGTERM to its first process. How it ended and after how long. */
  stop: () => Promise<{ code: number | null; ms: number }>;
};

type Start = {
  image: Image;
  name: string;
  command: readonly string[];
  env: Readonly<Record<string, string>>;
  /** On this machine; what is in it outlives the container. */
  data: string;
  folder: string;
};

/** As whoever the image says, without any capability or a way to one. */
const SETPRIV = [
  "setpriv",
  "--reuid=node",
  "--regid=node",
  "--clear-groups",
  "--no-new-privs",
  "--bounding-set=-all",
];

/**
 * Starts an image as a container engine does with `read_only`, `cap_drop: ALL` and `no-new-privileges`: mounts and
 * processes of its own, its first process the entry point, everything read-only but `/data` and `/tmp`.
 */
export async function startContainer({ image, name, command, env, data, folder }: Start): Promise<Container> {
  const { root, stage } = image;
  const { workdir } = placeOf(image);
  const entrypoint = lastOf(stage, "ENTRYPOINT");
  const cmd = lastOf(stage, "CMD");
  const words = [
    ...(entrypoint ? wordsOf(entrypoint) : []),
    ...(command.length > 0 ? command : cmd ? wordsOf(cmd) : []),
  ];
  const values = Object.entries({ ...image.env, HOME: "/home/node", ...env }).map(
    ([key, value]) => `${key}=${value}`,
  );
  const inside = (run: readonly string[]) => [
    ...SETPRIV,
    "/usr/bin/env",
    "-i",
    `--chdir=${workdir}`,
    ...values,
    ...run,
  ];
  const place = join(folder, `run-${name}`);
  await mkdir(place, { recursive: true });
  await mkdir(data, { recursive: true });
  // A new volume belongs to whoever the folder in the image belongs to.
  await run("chown", ["1000:1000", data]);
  const script = `set -e
    mount --bind "$0" "$1"
    mount --bind "$2" "$1/data"
    mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    mount --bind -o ro /etc/resolv.conf "$1/etc/resolv.conf"
    mount -o remount,bind,ro "$1"
    exec chroot "$1" "\${@:3}"`;
  const child = spawn(
    "unshare",
    [
      ...["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "bash", "-c", script],
      ...[root, place, data, ...inside(words)],
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => {
      output += part.toString();
    });
  const ended = once(child, "exit");
  const pid = await firstProcess(child);
  return {
    name,
    output: () => output,
    execute: async (program) => {
      const enter = ["--target", String(pid), "--mount", "--pid", "--root", ...inside(program)];
      return run("nsenter", enter).then(
        () => true,
        () => false,
      );
    },
    stop: async () => {
      const begun = Date.now();
      process.kill(pid, "SIGTERM");
      const [code] = await ended;
      return { code, ms: Date.now() - begun };
    },
  };
}

/** What a command of the image prints that ends by itself, as `docker run --rm` does. */
export async function runOnce(image: Image, command: readonly string[]): Promise<string> {
  const entrypoint = lastOf(image.stage, "ENTRYPOINT");
  const values = Object.entries(image.env).map(([key, value]) => `${key}=${value}`);
  const inside = [...values, ...(entrypoint ? wordsOf(entrypoint) : []), ...command];
  return run("chroot", [
    ...["--userspec=1000:1000", image.root, "/usr/bin/env", "-i", `--chdir=${placeOf(image).workdir}`],
    ...inside,
  ]);
}

/** `unshare` waits for its only child, which is the first process in there. */
async function firstProcess({ pid }: ChildProcess): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
    const first = Number(children.trim().split(" ")[0]);
    if (first > 0) return first;
    await sleep(50);
  }
  throw new Error("The container did not start.");
}
