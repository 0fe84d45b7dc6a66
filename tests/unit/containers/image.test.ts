import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { newEnv } from "@/lib/runtime/new-env";
import { parseKeyring } from "@/lib/secrets/keyring";
import { inContext, lastOf, PROJECT, readDockerfile, type Stage, wordsOf } from "../../containers/dockerfile";

// What can be said of the image without a container engine. `tests/containers` runs every line of it.

const text = (path: string) => readFileSync(join(PROJECT, path), "utf8");
const stages = readDockerfile();
const last = stages.at(-1) as Stage;
const files = execFileSync("git", ["ls-files"], { cwd: PROJECT, encoding: "utf8" }).trim().split("\n");

type Service = {
  command?: string[];
  healthcheck?: { test: string[] };
  volumes?: string[];
  configs?: { source: string }[];
  read_only?: boolean;
  env_file?: string;
  environment?: Record<string, string>;
};
type Compose = {
  services: Record<string, Service>;
  volumes: Record<string, null>;
  configs: Record<string, { content: string }>;
};
const compose = parse(text("compose.yaml"), { merge: true }) as Compose;
const { web, worker, drop } = compose.services;

test("everything that is copied by name is there and in the context", () => {
  const copied = stages.flatMap(({ instructions }) =>
    instructions
      .filter(({ name, flags }) => name === "COPY" && !flags.from)
      .flatMap(({ text: all }) => all.split(/\s+/).slice(0, -1)),
  );
  expect(copied).toContain("package-lock.json");
  for (const path of copied.filter((each) => each !== ".")) {
    expect(existsSync(join(PROJECT, path)), path).toBe(true);
    expect(inContext(path), path).toBe(true);
  }
  for (const { instructions } of stages)
    for (const { flags } of instructions.filter(({ flags: { from } }) => from))
      expect(stages.map(({ name }) => name)).toContain(flags.from);
});

test("what runs is in the context, and what has no business in an image is not", () => {
  for (const path of files.filter((file) => /^(app|components|drizzle|inngest|lib)\//.test(file)))
    expect(inContext(path), path).toBe(true);
  for (const path of [
    "proxy.ts",
    "instrumentation.ts",
    "next.config.ts",
    "tsconfig.json",
    "postcss.config.mjs",
  ])
    expect(inContext(path), path).toBe(true);
  const others = [
    "tests/run.ts",
    ".git/config",
    ".env",
    ".env.production",
    "lib/.env",
    "lib/runtime/.env.local",
    ".data/secrets.json",
    ".data-demo/x",
  ];
  for (const path of [
    ...others,
    "node_modules/next/package.json",
    ".next/build",
    "README.md",
    "web.log",
    "lib/x.log",
    "compose.yaml",
  ])
    expect(inContext(path), path).toBe(false);
});

test("the pages are built of every file that the stamp of a build covers", () => {
  const [, folders = ""] = /const FOLDERS = \[([^\]]*)\]/.exec(text("lib/runtime/build.ts")) ?? [];
  const [, single = ""] = /const FILES = \[([^\]]*)\]/.exec(text("lib/runtime/build.ts")) ?? [];
  const named = [...`${folders},${single}`.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(9);
  for (const path of named.filter((each) => existsSync(join(PROJECT, each))))
    expect(inContext(path), path).toBe(true);
});

test("the image runs as a user without rights, gets signals itself, and is asked how it is", () => {
  expect(lastOf(last, "USER")?.text).toBe("node");
  const after = last.instructions.slice(last.instructions.findIndex(({ name }) => name === "USER"));
  expect(after.filter(({ name }) => ["RUN", "COPY", "ADD"].includes(name))).toEqual([]);
  for (const name of ["ENTRYPOINT", "CMD", "HEALTHCHECK"]) {
    const instruction = lastOf(last, name);
    expect(instruction && wordsOf(instruction).length, name).toBeGreaterThan(0);
  }
  // Not a shell and not npm, which would keep signals to themselves.
  expect(wordsOf(lastOf(last, "ENTRYPOINT") ?? fail())).toEqual([
    "node",
    "--import",
    "tsx",
    "lib/runtime/cli.ts",
  ]);
});

test("no secret is in the image or in the compose file", () => {
  for (const path of ["Dockerfile", "compose.yaml"]) {
    const found = [...text(path).matchAll(/(\w*(?:SECRET|PASSWORD|TOKEN|KEY)\w*)\s*[:=]\s*([^\s\\]+)/g)];
    for (const [, name, value] of found) expect(value, `${path}: ${name}`).toMatch(/^['"]?\$\{\w+(:-)?\}/);
  }
  expect(files.filter((file) => /(^|\/)\.env/.test(file))).toEqual([]);
});

test("each service starts a command that there is, and is asked how that one is", () => {
  const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };
  for (const [name, service] of Object.entries({ web, worker, drop })) {
    expect(service?.command).toEqual([name]);
    expect(scripts[name]).toBe(`node --import tsx lib/runtime/cli.ts ${name}`);
    expect(service?.healthcheck?.test).toEqual(["CMD", "node", "lib/runtime/health.mjs", name]);
    expect(service).toMatchObject({ read_only: true, env_file: ".env" });
    expect(service?.volumes).toEqual(["data:/data"]);
  }
  for (const service of Object.values(compose.services)) {
    for (const volume of service.volumes ?? [])
      expect(Object.keys(compose.volumes)).toContain(volume.split(":")[0]);
    for (const { source } of service.configs ?? []) expect(Object.keys(compose.configs)).toContain(source);
  }
});

test("one command makes every variable that the compose file needs, and each is valid", () => {
  const made = new Map(
    newEnv()
      .split("\n")
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  const needed = [...text("compose.yaml").matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name);
  expect(needed.length).toBeGreaterThan(3);
  for (const name of needed) expect(made.get(name)?.length, name).toBeGreaterThan(20);
  expect(parseKeyring(made.get("ROLLCALL_SECRETS_KEYS") ?? "").keys.size).toBe(1);
  // Compose would take a dollar for a variable, and a URL and SQL have their own opinions on other signs.
  for (const [name, value] of made) expect(value, name).toMatch(/^[\w:/.+=-]+$/);
  for (const name of ["ROLLCALL_ADMIN_PASSWORD", "ROLLCALL_WEB_PASSWORD"])
    expect(made.get(name)).toMatch(/^\w+$/);
});

function fail(): never {
  throw new Error("The Dockerfile lacks it.");
}
