import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

export type Instruction = { name: string; text: string; flags: Readonly<Record<string, string>> };

/** From one FROM to the next. `name`: of `AS`, or its number. */
export type Stage = { name: string; from: string; instructions: readonly Instruction[] };

/** What a Dockerfile says, stage by stage, with the values of ARG before the first FROM put in. */
export function readDockerfile(path = join(PROJECT, "Dockerfile")): Stage[] {
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join("\n")
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n");
  const args: Record<string, string> = {};
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const line of lines) {
    const [, name = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    const { text, flags } = withoutFlags(rest);
    if (name === "ARG" && stages.length === 0) {
      const [arg = "", value = ""] = text.split("=");
      args[arg] = value;
    } else if (name === "FROM") {
      const [from = "", , as = String(stages.length)] = text.split(/\s+/);
      stages.push({ name: as, from: fill(from, args), instructions: [] });
    } else stages.at(-1)?.instructions.push({ name, text, flags });
  }
  return stages;
}

function withoutFlags(rest: string): Pick<Instruction, "text" | "flags"> {
  const flags: Record<string, string> = {};
  let text = rest;
  for (let found = /^--([\w-]+)=(\S+)\s+/.exec(text); found; found = /^--([\w-]+)=(\S+)\s+/.exec(text)) {
    flags[found[1] ?? ""] = found[2] ?? "";
    text = text.slice(found[0].length);
  }
  return { text, flags };
}

function fill(text: string, args: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => args[name] ?? "");
}

/** The values of an ENV instruction. */
export function valuesOf({ text }: Instruction): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)=(\S*)/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** The words of an ENTRYPOINT, CMD or HEALTHCHECK in its JSON form. */
export function wordsOf({ text }: Instruction): string[] {
  return JSON.parse(text.replace(/^CMD\s+/, "")) as string[];
}

export function lastOf(stage: Stage, name: string): Instruction | undefined {
  return stage.instructions.findLast((instruction) => instruction.name === name);
}

/** What `.dockerignore` lets through, by its own rules: the last pattern that matches decides. */
export function inContext(
  path: string,
  ignore = readFileSync(join(PROJECT, ".dockerignore"), "utf8"),
): boolean {
  let isIn = true;
  for (const line of ignore.split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    const isException = line.startsWith("!");
    const pattern = line.replace(/^!/, "");
    if (matches(path, pattern)) isIn = isException;
  }
  return isIn;
}

/** A pattern matches what it names and everything below. */
function matches(path: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("**/", "\u0000")
    .replaceAll("*", "[^/]*")
    .replaceAll("\u0000", "(.*/)?");
  return new RegExp(`^${source}(/|$)`).test(path);
}
