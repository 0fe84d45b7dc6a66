import { test } from "vitest";
import { circlesOf } from "./circles";
import { below, expectNone, type SourceFile } from "./tree";

/** Where files must not depend on each other in a circle, not even by their types. */
const ROOTS = ["app", "components", "inngest", "drizzle/schema", "lib"];

test("no files import each other in a circle", () => {
  const files = below(...ROOTS);
  const arrows = files.map(
    ({ path, imports }) => [nameOf(path), imports.map(({ target }) => target)] as const,
  );
  expectNone(
    circlesOf(arrows).map((circle) => circle.join(" -> ")),
    "Move what both need, often a type, to a file of its own that imports neither.",
  );
});

/** `ui` knows nothing but itself, `patterns` knows `ui`, and every other folder may use both. */
const SHARED = ["ui", "patterns"];

test("folders of components stand on each other in one direction", () => {
  const files = below("components");
  const folders = [...new Set(files.flatMap(({ path }) => folderOf(path) ?? []))];
  const arrows = folders.map((folder) => {
    const used = files.filter(({ path }) => folderOf(path) === folder).flatMap(foldersUsed);
    return [folder, used.filter((other) => other !== folder)] as const;
  });
  expectNone(
    circlesOf(arrows).map((circle) => circle.join(" -> ")),
    "Move what both need to the folder that knows less of the other, to components/patterns, or pass it as children.",
  );
  const upward = arrows
    .filter(([folder]) => SHARED.includes(folder))
    .flatMap(([folder, others]) =>
      others.filter((other) => !SHARED.includes(other)).map((other) => `${folder} imports ${other}`),
    );
  expectNone(upward, "A pattern knows no noun: take what it needs as a prop.");
});

function nameOf(path: string): string {
  return path.replace(/(\/index)?\.tsx?$/, "");
}

function folderOf(path: string): string | null {
  return /^components\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function foldersUsed({ imports }: SourceFile): string[] {
  return imports.flatMap(({ target }) => folderOf(target) ?? []);
}
