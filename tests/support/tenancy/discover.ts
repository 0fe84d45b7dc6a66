import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export type Found = { file: string; name: string };

/** Every exported function of `lib` whose first parameter is a context, as `name` and the file it is in. */
export function findVerbs(): (Found & {
  context: "Ctx" | "WorkspaceCtx" | "AccountCtx" | "PortalCtx" | "DropCtx";
})[] {
  const pattern =
    /export (?:async )?function (\w+)(?:<[^(]*>)?\(\s*\w+: (Ctx|WorkspaceCtx|AccountCtx|PortalCtx|DropCtx)\b/g;
  // Stores are the SQL of the verbs beside them, and only ever called by those.
  return sources("lib", /(?<!([/.]store|lib\/context))\.ts$/).flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([, name = "", context]) => ({ file, name, context: context as "Ctx" })),
  );
}

/** Every file that Next makes callable from a browser as server actions, wherever it is. */
export function findActionFiles(): string[] {
  return ["app", "components", "lib", "inngest"]
    .flatMap((folder) => sources(folder, /\.tsx?$/))
    .filter(({ text }) => /^["']use server["']/m.test(text))
    .map(({ file }) => file);
}

export function findRouteFiles(): string[] {
  return sources("app", /(^|\/)route\.ts$/).map(({ file }) => file);
}

export function findPageFiles(): string[] {
  return sources("app", /(^|\/)page\.tsx$/).map(({ file }) => file);
}

/** The exports of one of our files, loaded unchanged. */
export async function load(file: string): Promise<Record<string, unknown>> {
  return import(/* @vite-ignore */ join(ROOT, file));
}

function sources(folder: string, name: RegExp): { file: string; text: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => name.test(relative(ROOT, path)))
    .map((path) => ({ file: relative(ROOT, path), text: readFileSync(path, "utf8") }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
