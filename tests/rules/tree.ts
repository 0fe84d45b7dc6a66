import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

export type Import = {
  /** A path from the project's root without extension, or a package's name. */
  target: string;
  /** Types are gone when the program runs: they tie nothing together. */
  typeOnly: boolean;
};

export type SourceFile = { path: string; text: string; lines: readonly string[]; imports: readonly Import[] };

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const LEFT_OUT = new Set(["node_modules", "migrations"]);

let tree: readonly SourceFile[] | undefined;

/** Every TypeScript file of ours. */
export function sourceTree(): readonly SourceFile[] {
  tree ??= walk("").map(read);
  return tree;
}

/** Those below one of the folders. */
export function below(...folders: readonly string[]): SourceFile[] {
  return sourceTree().filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));
}

/** `// exempt(rule): reason` beside the code takes a file out of a rule. The reason has to be one. */
export function isExempt({ text }: SourceFile, rule: string): boolean {
  return new RegExp(`exempt\\(${rule}\\): \\S.{9,}`).test(text);
}

/** Fails with one line a finding and, once, how to mend it. */
export function expectNone(findings: readonly string[], mend: string): void {
  expect(findings, findings.length ? `\n  ${findings.join("\n  ")}\n\n${mend}\n` : undefined).toEqual([]);
}

function walk(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || LEFT_OUT.has(entry.name)) return [];
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return walk(path);
    return /\.(ts|tsx)$/.test(path) && !path.endsWith(".d.ts") ? [path] : [];
  });
}

function read(path: string): SourceFile {
  const text = readFileSync(join(PROJECT, path), "utf8");
  return { path, text, lines: text.split("\n"), imports: findImports(path, text) };
}

const STATIC = /^(?:import|export)\s+(type\s+)?([^"';]*?\s+from\s+)?"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"\s*\)/g;

function findImports(path: string, text: string): Import[] {
  const fixed = [...text.matchAll(STATIC)].map(([, type, names = "", target = ""]) => ({
    target: resolve(path, target),
    typeOnly: Boolean(type) || onlyTypes(names),
  }));
  const late = [...text.matchAll(DYNAMIC)].map(([, target = ""]) => ({
    target: resolve(path, target),
    typeOnly: false,
  }));
  return [...fixed, ...late];
}

/** `{ type A, type B }` without a default import. */
function onlyTypes(names: string): boolean {
  const inner = /^\s*\{([^}]*)\}\s+from\s+$/.exec(names)?.[1];
  const each =
    inner
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  return each.length > 0 && each.every((name) => name.startsWith("type "));
}

function resolve(from: string, target: string): string {
  if (target.startsWith("@/")) return target.slice(2);
  return target.startsWith(".") ? normalize(join(dirname(from), target)) : target;
}
