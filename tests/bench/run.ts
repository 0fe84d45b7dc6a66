import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Bench, Breakdown, Figure, Group } from "./bench";
import { openHouse } from "./house";
import { papaparseAlone } from "./papa";
import { writePeople } from "./people-file";
import { jsonOf, table } from "./report";

// `npm run bench`: measures, on data and in a database of its own, and says which goals are reached. A missed goal is
// told; a wrong result ends it with an error, so that no figure is of a run that did something else.

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", multiple: true },
    without: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
  },
});

const groups = await chosenGroups();
const rows = Number(values.rows);
if (!Number.isInteger(rows) || rows < 1_000) throw new Error("--rows takes a whole number from 1000.");

const say = (line: string) => process.stderr.write(`  ${line}\n`);
const house = await openHouse();
try {
  say(`a file of ${rows} rows`);
  const file = await writePeople(house.folder, rows);
  const rounds = Number(values.rounds);
  const bench: Bench = { rows, rounds, house, file, papaMs: papaparseAlone(file, rounds), say };
  const figures: Figure[] = [];
  const breakdowns: Breakdown[] = [];
  for (const group of groups) {
    say(`== ${group.name}`);
    const result = await group.run(bench);
    // A run of everything takes half an hour: what is known by now survives one that is cut off.
    for (const { key, value } of result.figures) say(`${key} ${value.toPrecision(4)}`);
    figures.push(...result.figures);
    breakdowns.push(...(result.breakdowns ?? []));
  }
  process.stdout.write(`${values.json ? jsonOf(figures) : table(rows, figures, breakdowns)}\n`);
} finally {
  await house.close();
}

/** All files in `groups/`, or the ones that were asked for. */
async function chosenGroups(): Promise<Group[]> {
  const names = (await readdir(new URL("groups/", import.meta.url))).sort();
  const all = await Promise.all(
    names.map(async (name) => ((await import(`./groups/${name}`)) as { group: Group }).group),
  );
  const { only, without = [] } = values;
  const unknown = [...(only ?? []), ...without].filter((name) => !all.some((group) => group.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no group ${unknown.join(", ")}: ${all.map(({ name }) => name).join(", ")}`);
  return all.filter(({ name }) => (only?.includes(name) ?? true) && !without.includes(name));
}
