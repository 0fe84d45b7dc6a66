import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { csvOf } from "@/lib/sample-data/csv";
import { makePeople, type Row } from "@/lib/sample-data/people";

export const EMPLOYEES = "employees.csv";
export const MANY_EMPLOYEES = "employees-10000.csv";

/** What comes into the demo's drop. */
export const SEASONAL_STAFF = "seasonal-staff.csv";

const OFFICES = { count: 240, firstId: 10_001, domain: "auroraoutdoor.example" };
const SHOPS = { count: 10_000, firstId: 50_001, domain: "shops.auroraoutdoor.example" };

/** Writes the sample files that are not there yet: someone may have edited theirs to see what a sync makes of it. */
export async function writeSampleFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeOnce(join(folder, EMPLOYEES), () => csvOf(withMistakes(makePeople(OFFICES))));
  await writeOnce(join(folder, MANY_EMPLOYEES), () => csvOf(makePeople(SHOPS)));
}

export function seasonalStaff(): string {
  return csvOf(makePeople(SEASON));
}

async function writeOnce(path: string, text: () => string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) return;
  await writeFile(`${path}.new`, text());
  await rename(`${path}.new`, path);
}

const SEASON = { count: 12, firstId: 90_001, domain: "season.auroraoutdoor.example" };

/** What HR systems do send: by the row's place, what is wrong with it. */
const MISTAKES: readonly [number, Partial<Row>][] = [
  [17, { Email: "" }],
  [41, { Email: "jarvinen(at)auroraoutdoor.example" }],
  [68, { Department: "Slaes" }],
  [69, { Department: "Slaes" }],
  [102, { "Start date": "31.02.2024" }],
  [133, { Department: "Sales\nMarketing" }],
  [160, { "Hours per week": "full time" }],
  [191, { Languages: "English\nKlingon" }],
];
/** Two rows with one ID. */
const TWIN = { row: 215, of: 214 };

function withMistakes(people: readonly Row[]): Row[] {
  const wrong = new Map(MISTAKES);
  return people.map((person, index) => {
    if (index === TWIN.row) return { ...person, ID: people[TWIN.of]?.ID ?? person.ID };
    return { ...person, ...wrong.get(index) };
  });
}
