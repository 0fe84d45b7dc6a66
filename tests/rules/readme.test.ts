import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
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

test("what a README names as file#symbol is there", () => {
  const findings = readmes().flatMap((readme) => {
    const folder = dirname(readme);
    return [...text(readme).matchAll(/`([\w/.[\]()-]+\.tsx?)#(\w+)`/g)].flatMap(
      ([, named = "", symbol = ""]) => {
        // From where the README is, or from the top.
        const path = [join(folder, named), named].find((each) => existsSync(join(PROJECT, each)));
        if (!path) return [`${readme} names ${named}, which does not exist`];
        const declared = new RegExp(`\\b(?:const|function|type|class) ${symbol}\\b`);
        return declared.test(text(path))
          ? []
          : [`${readme} names ${named}#${symbol}, which is not declared there`];
      },
    );
  });
  expectNone(findings, "Name the file and what it declares as they are now.");
});
