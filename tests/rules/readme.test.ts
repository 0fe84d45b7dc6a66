import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ERROR_CODES } from "@/lib/errors";
import { expectNone } from "./tree";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

function text(path: string): string {
  return readFileSync(join(PROJECT, path), "utf8");
}

function readmes(folder = ""): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return readmes(path);
    return entry.name === "README.md" ? [path] : [];
  });
}

const everything = readmes().map(text).join("\n");
const undocumented = (names: readonly string[]) =>
  names.filter((name) => !everything.includes(`\`${name}\``));

test("every environment variable has its line", () => {
  const names = [...text("lib/env.ts").matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name = ""]) => name);
  // What only tests and the build read.
  const others = ["CHROMIUM_PATH", "ROLLCALL_TEST_DATABASE_URL", "ROLLCALL_TEST_SSHD"];
  expectNone(
    undocumented([...names, ...others]),
    "Add it to the configuration table of lib/runtime/README.md, in `backticks`.",
  );
});

test("every npm script has its line", () => {
  const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };
  const names = Object.keys(scripts).map((name) =>
    ["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`,
  );
  expectNone(undocumented(names), "Say in README.md what it is for, in `backticks`.");
});

test("every error code has its line", () => {
  expectNone(undocumented(ERROR_CODES), "Say in lib/README.md when a caller gets it, in `backticks`.");
});

test("every issue code has its line", () => {
  const union = /export type IssueCode =([\s\S]*?);/.exec(text("lib/model/issue.ts"))?.[1] ?? "";
  const codes = [...union.matchAll(/"(\w+)"/g)].map(([, code = ""]) => code);
  expectNone(
    undocumented(codes),
    "Say in lib/pipeline/read/README.md what a person reads and does about it, in `backticks`.",
  );
});

test("every `file#symbol` of a README exists", () => {
  const findings = readmes().flatMap((path) =>
    symbolsIn(text(path)).flatMap(({ file, symbol }) => {
      const place = [join(dirname(path), file), file].find((each) => existsSync(join(PROJECT, each)));
      if (place === undefined) return [`${path} names ${file}, which is no file`];
      return declares(text(place), symbol)
        ? []
        : [`${path} names ${file}#${symbol}, which is not declared there`];
    }),
  );
  expectNone(findings, "Follow the move or the rename: paths are relative to the README or to the project.");
});

test("the rule knows declarations from mentions", () => {
  expect(symbolsIn("see `guard/guards.ts#GUARDS`, `lib/env.ts`#env and `#N/A`")).toEqual([
    { file: "guard/guards.ts", symbol: "GUARDS" },
    { file: "lib/env.ts", symbol: "env" },
  ]);
  expect(declares("export const GUARDS = {};", "GUARDS")).toBe(true);
  expect(declares("export async function openRun() {}", "openRun")).toBe(true);
  expect(declares("// const GUARDS moved\nuse(GUARDS);", "GUARDS")).toBe(false);
});

function symbolsIn(readme: string): { file: string; symbol: string }[] {
  return [...readme.matchAll(/`([\w./()[\]-]+\.tsx?)`?#(\w+)/g)].map(([, file = "", symbol = ""]) => ({
    file,
    symbol,
  }));
}

function declares(source: string, symbol: string): boolean {
  const kinds = "const|let|type|class|interface|(async )?function\\*?";
  return new RegExp(`^(export )?(${kinds}) ${symbol}\\b`, "m").test(source);
}

test("every link and picture of a README leads somewhere", () => {
  const findings = readmes().flatMap((path) =>
    [...text(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !existsSync(join(PROJECT, dirname(path), target)))
      .map((target) => `${path} links to ${target}`),
  );
  expectNone(findings, "The file has moved: link to where it is now.");
});

test("every picture is shown by a README, every picture shown is there, and a browser test takes it", () => {
  const folder = "tests/e2e/screenshots";
  const there = readdirSync(join(PROJECT, folder)).filter((name) => name.endsWith(".png"));
  const shown = [...everything.matchAll(/([\w-]+\.png)[)"]/g)].map(([, name = ""]) => name);
  const stories = readdirSync(join(PROJECT, "tests/e2e")).filter((name) => name.endsWith(".test.ts"));
  const taken = stories.flatMap((name) =>
    [...text(`tests/e2e/${name}`).matchAll(/takePicture(s?)\(\w+, "([\w-]+)"\)/g)].flatMap(
      ([, both, picture]) => (both ? [`${picture}.png`, `${picture}-phone.png`] : [`${picture}.png`]),
    ),
  );
  const sorted = (names: readonly string[]) => [...new Set(names)].sort();
  expect(sorted(shown)).toEqual(sorted(there));
  expect(sorted(taken)).toEqual(sorted(there));
});
