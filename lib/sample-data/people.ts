import { latin, NAME_POOLS, type NamePool } from "@/lib/sample-data/names";

export const DEPARTMENTS = [
  "Customer Care",
  "Engineering",
  "Finance",
  "Logistics",
  "Marketing",
  "People & Culture",
  "Sales",
] as const;
export const LANGUAGES = [
  "English",
  "Finnish",
  "French",
  "German",
  "Japanese",
  "Portuguese",
  "Spanish",
  "Swedish",
] as const;
export const LOCATIONS: readonly string[] = NAME_POOLS.map(({ location }) => location);

const TITLES: Readonly<Record<(typeof DEPARTMENTS)[number], readonly string[]>> = {
  "Customer Care": ["Support Specialist", "Team Lead, Support", "Store Advisor"],
  Engineering: ["Software Engineer", "Product Designer", "Data Analyst", "Engineering Manager"],
  Finance: ["Accountant", "Controller", "Payroll Specialist"],
  Logistics: ["Warehouse Associate", "Fleet Planner", 'Shift Lead "Night"', "Import Coordinator"],
  Marketing: ["Brand Manager", "Content Editor", "Event Producer"],
  "People & Culture": ["Recruiter", "HR Business Partner", "Learning Coach"],
  Sales: ["Account Executive", "Regional Manager, Wholesale", "Sales Trainee"],
};

const HOURS = ["37.5", "37.5", "37.5", "40", "40", "32", "24", "20", "12.5"];

/** Header and cells of a sample file, as an HR system would name and write them. */
export const HEADER = [
  ...["ID", "Email", "First name", "Last name", "Mobile", "Job title", "Department", "Location"],
  ...["Languages", "Start date", "Hours per week"],
] as const;
export type Column = (typeof HEADER)[number];
export type Row = Record<Column, string>;

type Crowd = { count: number; firstId: number; domain: string };

/** A crowd of people, the same ones every time. Crowds of different domains share no address. */
export function makePeople({ count, firstId, domain }: Crowd): Row[] {
  const random = seeded(20_261_122 + firstId);
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const pool = pick(random, NAME_POOLS);
    const department = pick(random, DEPARTMENTS);
    const first = pick(random, pool.first);
    const last = pick(random, pool.last);
    return {
      ID: String(firstId + index),
      Email: `${freeName(`${latin(first)}.${latin(last)}`, taken)}@${domain}`,
      "First name": first,
      "Last name": last,
      Mobile: random() < 0.12 ? "" : mobile(random, pool),
      "Job title": pick(random, TITLES[department]),
      Department: department,
      Location: pool.location,
      Languages: languages(random),
      "Start date": startDate(random),
      "Hours per week": pick(random, HOURS),
    };
  });
}

function freeName(stem: string, taken: Set<string>): string {
  let name = stem;
  for (let again = 2; taken.has(name); again += 1) name = `${stem}${again}`;
  taken.add(name);
  return name;
}

function mobile(random: () => number, { dialCode }: NamePool): string {
  return `${dialCode} ${String(Math.floor(random() * 10_000_000)).padStart(7, "0")}`;
}

/** One to three, each on a line of its own within the cell. */
function languages(random: () => number): string {
  const chosen = new Set(["English"]);
  for (let more = Math.floor(random() * 3); more > 0; more -= 1) chosen.add(pick(random, LANGUAGES));
  return [...chosen].join("\n");
}

function startDate(random: () => number): string {
  const day = Math.floor(random() * 15 * 365);
  return new Date(Date.UTC(2011, 0, 3) + day * 86_400_000).toISOString().slice(0, 10);
}

function pick<T>(random: () => number, from: readonly T[]): T {
  // The lists above are never empty, and random() stays below 1.
  return from[Math.floor(random() * from.length)] as T;
}

/** Mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
