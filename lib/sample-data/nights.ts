import { csvOf } from "@/lib/sample-data/csv";
import { DEPARTMENTS, makePeople, type Row } from "@/lib/sample-data/people";

/** The name of the sample file. */
export const SAMPLE_FILE = "users.csv";

const PEOPLE = 40;
const JOINERS = 3;
const CROWD = { count: PEOPLE + JOINERS, firstId: 20_001, domain: "sandbox.example" };

/** What HR systems do send, by the row's place: one row that can't be used, and one value that is not an option. */
const MISTAKES: readonly [number, Partial<Row>][] = [
  [11, { Email: "" }],
  [25, { Department: "Slaes" }],
];

/** By their place in the file: more than the guard of removals lets through without a look. */
const LEAVERS: readonly number[] = [3, 9, 14, 22, 30, 37];
const MOVERS: readonly number[] = [5, 18, 27, 33];

/** A file of 40 people with two mistakes in it, as one that an HR system exports. */
export function sampleFile(): string {
  return csvOf(firstNight(everyone()));
}

/** The file of the night after: some have left, some have joined, some work in another department. */
export function nextSampleFile(): string {
  const all = everyone();
  const stayers = firstNight(all).flatMap((person, index) => {
    if (LEAVERS.includes(index)) return [];
    return MOVERS.includes(index) ? [{ ...person, Department: anotherDepartment(person) }] : [person];
  });
  return csvOf([...stayers, ...all.slice(PEOPLE)]);
}

function everyone(): Row[] {
  return makePeople(CROWD);
}

function firstNight(all: readonly Row[]): Row[] {
  const wrong = new Map(MISTAKES);
  return all.slice(0, PEOPLE).map((person, index) => ({ ...person, ...wrong.get(index) }));
}

function anotherDepartment({ Department }: Row): string {
  return DEPARTMENTS.find((name) => name !== Department) ?? Department;
}
