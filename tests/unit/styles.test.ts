import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer, type Server } from "node:net";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import tailwind from "@tailwindcss/postcss";
import { afterAll, beforeAll, expect, it } from "vitest";

const project = fileURLToPath(new URL("../../", import.meta.url));
const postcss: typeof import("postcss").default = createRequire(
  createRequire(import.meta.url).resolve("@tailwindcss/postcss"),
)("postcss");

let folder: string;
let socket: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(project, "data-"));
  socket = createServer();
  await new Promise<void>((listening) => socket.listen(join(folder, ".s.PGSQL.5432"), listening));
});

afterAll(async () => {
  socket.close();
  await rm(folder, { recursive: true, force: true });
});

it("the styles are made of our own sources only, so that a socket in a data folder is none of the build's files", async () => {
  const from = join(project, "app/globals.css");
  const plugin = tailwind({ base: project, optimize: false });
  const { css, messages } = await postcss([plugin]).process(await readFile(from, "utf8"), { from });
  expect(css).toContain(".flex {");
  expect(css).toContain(".text-muted-foreground {");
  // What the plugin names here, the build opens and watches.
  const files = messages.flatMap(({ file, dir }) => [file, dir].filter((path) => typeof path === "string"));
  const outside = files.filter(
    (path) => !/^(app|components|lib|node_modules)\//.test(`${relative(project, path)}/`),
  );
  expect(outside).toEqual([]);
  expect(files.length).toBeGreaterThan(500);
});
