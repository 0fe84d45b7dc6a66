import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { expectNone } from "./tree";

type Entry = { optionalDependencies?: Record<string, string>; integrity?: string; inBundle?: boolean };

const path = fileURLToPath(new URL("../../package-lock.json", import.meta.url));
const { packages } = JSON.parse(readFileSync(path, "utf8")) as { packages: Record<string, Entry> };

/** As Node looks for it: beside, or beside one of the packages around. */
function isLocked(from: string, name: string): boolean {
  const around = from.split("/node_modules/");
  return around.some((_, depth) => {
    const folder = around.slice(0, depth + 1).join("/node_modules/");
    return `${folder}/node_modules/${name}` in packages || `node_modules/${name}` in packages;
  });
}

test("the lockfile names the packages of every platform", () => {
  const findings = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(from, name))
      .map((name) => `${from || "package.json"} may use ${name}, which is not locked`),
  );
  expectNone(
    findings,
    "npm ci refuses such a lockfile. npm leaves out what the registry did not have when it was written: " +
      "add the entry (version, cpu, os, libc, optional) by hand, or write the lockfile anew with a full registry.",
  );
});

test("every package of the lockfile is held by its hash", () => {
  const findings = Object.entries(packages)
    .filter(
      ([from, { integrity, inBundle }]) => from !== "" && !inBundle && !integrity?.startsWith("sha512-"),
    )
    .map(([from]) => `${from} has no integrity`);
  expectNone(
    findings,
    "Without it npm installs whatever the registry has under that version. Ask for it with " +
      "npm view <package>@<version> dist.integrity, and put it below the version.",
  );
});
