import { readFile } from "node:fs/promises";

/** A file of a story of several runs. */
export function storyFile(name: string): Promise<string> {
  return readFile(new URL(`../fixtures/runs/${name}.csv`, import.meta.url), "utf8");
}
