import type { House } from "./house";
import type { PeopleFile } from "./people-file";

export type Figure = {
  /** As in the JSON. */
  key: string;
  value: number;
  /** What it should be; none for a figure that is only reported. */
  goal?: { most: number } | { least: number };
  what: string;
};

/** A table of milliseconds for people: what a measurement is made of. */
export type Breakdown = { title: string; phases: Readonly<Record<string, number>> };

export type Bench = {
  rows: number;
  /** How often each thing is measured; the median counts. */
  rounds: number;
  house: House;
  /** The file that is synced first, with `rows` people in it. */
  file: PeopleFile;
  /** Milliseconds of papaparse alone on `file`: the measure of all reading, taken once a run. */
  papaMs: () => Promise<number>;
  /** For people who wait. */
  say: (line: string) => void;
};

/** Figures that are measured together. A file in `groups/` exports one as `group`; that is all there is to adding one. */
export type Group = {
  name: string;
  /** Every key it gives. */
  keys: readonly string[];
  run: (bench: Bench) => Promise<{ figures: Figure[]; breakdowns?: Breakdown[] }>;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}

/** Runs `measure` once a round; what it is given is the round, from 0. */
export async function inRounds<T>(rounds: number, measure: (round: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 0; round < rounds; round++) results.push(await measure(round));
  return results;
}

/** Fails the benchmark: what was measured is not what it should be. */
export function must(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`A result is wrong: ${what}`);
}
