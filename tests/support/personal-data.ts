import { readdirSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const STORIES = fileURLToPath(new URL("../e2e/", import.meta.url));
const ADDRESS = /[\w.+-]+@[\w-]+\.[\w.-]+/g;

/** The people whom the stories in the browser are about: first and last names of the rows in their files. */
function peopleOfStories(): string[] {
  const names = ["Ada Admin", "four tall giraffes"];
  for (const file of readdirSync(STORIES).filter((name) => name.endsWith(".test.ts"))) {
    const text = readFileSync(join(STORIES, file), "utf8");
    for (const [, first, last] of text.matchAll(/\d,[\w.]+@[\w.]+,([A-Z]\w{2,}),([A-Z]\w{2,}),/g)) {
      names.push(`${first} ${last}`, `${first},${last}`, `"${first}"`, `"${last}"`);
    }
  }
  return names;
}

/** Lines of logs that name someone: an address of e-mail, or a person of the stories. */
export function personalData(logs: string, people = peopleOfStories()): string[] {
  return logs
    .split("\n")
    .filter((line) => line.match(ADDRESS) !== null || people.some((name) => line.includes(name)));
}

/** All log files of an installation, as one text. */
export async function logsOf(dataDir: string): Promise<string> {
  const files = (await readdir(dataDir, { recursive: true })).filter((name) => /\.log(\.\d+)?$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(dataDir, name), "utf8").catch(() => "")));
  return texts.join("\n");
}
