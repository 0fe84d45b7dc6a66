import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FieldType } from "@/lib/model/field";

export type PeopleFile = { path: string; rows: number; sizeBytes: number };

/** How a file differs from the first one. */
export type Variant = {
  /** The person whose first name stands in quotes for no reason. */
  quoted?: number;
  /** Files of this many nights: in each 1 % changed, 0.5 % joined and 0.5 % left. */
  nights?: number;
  /** A digit in everybody's mobile number. */
  moved?: number;
};

export const FIELDS: readonly { label: string; type: FieldType; options: readonly string[] }[] = [
  { label: "Title", type: "text", options: [] },
  { label: "Start date", type: "date", options: [] },
  { label: "Site", type: "single_choice", options: ["Helsinki", "Turku", "Tampere", "Oulu", "Lahti"] },
  {
    label: "Department",
    type: "multiple_choice",
    options: ["Sales", "Marketing", "Finance", "Logistics", "Research", "Care"],
  },
];

const HEADER = `ID,Email,First name,Last name,Mobile,${FIELDS.map(({ label }) => label).join(",")}\n`;
const CHUNK_ROWS = 5_000;

/** Writes a file of `rows` people of about 110 bytes each into `folder`. The same arguments give the same bytes. */
export async function writePeople(folder: string, rows: number, variant: Variant = {}): Promise<PeopleFile> {
  const path = join(folder, `people-${rows}${JSON.stringify(variant).replaceAll(/[^a-z0-9]+/g, "-")}.csv`);
  let written = 0;
  function* chunks(): Generator<string> {
    let text = HEADER;
    const last = rows + joinersOf(rows, variant.nights ?? 0);
    for (let at = 0; at < last; at++) {
      if (hasLeft(at, rows, variant.nights ?? 0)) continue;
      text += line(at, rows, variant);
      written += 1;
      if (written % CHUNK_ROWS !== 0) continue;
      yield text;
      text = "";
    }
    yield text;
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path));
  return { path, rows: written, sizeBytes: (await stat(path)).size };
}

/** How many users night `night` (from 1) of a workspace that began with `rows` people changes, adds and removes. */
export function changesOfNight(rows: number, night: number) {
  const every = (step: number, from: number) => Math.max(0, Math.ceil((rows - from) / step));
  return { updated: every(100, night), created: Math.ceil(rows / 200), removed: every(200, 50 + night) };
}

function joinersOf(rows: number, nights: number): number {
  return nights * Math.ceil(rows / 200);
}

/** Those who began and left in one of the nights so far. */
function hasLeft(at: number, rows: number, nights: number): boolean {
  const place = (at % 200) - 50;
  return at < rows && place > 0 && place <= nights;
}

function hasChanged(at: number, rows: number, nights: number): boolean {
  const place = at % 100;
  return at < rows && place > 0 && place <= nights;
}

function line(at: number, rows: number, { quoted, nights = 0, moved = 0 }: Variant): string {
  const number = 1_000_000 + at;
  const dice = (at * 2_654_435_761) >>> 0;
  const first = FIRST[dice % FIRST.length] ?? "";
  const last = LAST[(dice >>> 8) % LAST.length] ?? "";
  const email = `${plain(first)}.${plain(last)}.${number}@example.com`;
  const mobile = `+3584${hasChanged(at, rows, nights) ? 1 : 0}${moved}${number}`;
  const day = new Date(Date.UTC(1990, 0, 1 + (dice % 12_000))).toISOString().slice(0, 10);
  const site = FIELDS[2]?.options[dice % 5];
  const shown = at === quoted ? `"${first}"` : first;
  return `E${number},${email},${shown},${last},${mobile},${TITLES[dice % TITLES.length]},${day},${site},${departments(dice)}\n`;
}

/** One in four people has two departments: a line break in quotes. */
function departments(dice: number): string {
  const all = FIELDS[3]?.options ?? [];
  const one = all[dice % all.length];
  return dice % 4 === 1 ? `"${one}\n${all[(dice + 1) % all.length]}"` : `${one}`;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("ä", "a").replaceAll("ö", "o");
}

const FIRST =
  "Anna,Mikael,Sofia,Juhani,Päivi,Elias,Aino,Johannes,Helmi,Onni,Maria,Väinö,Emilia,Oskar,Ida".split(",");
const LAST =
  "Korhonen,Virtanen,Mäkinen,Nieminen,Lind,Hämäläinen,Laine,Heikkinen,Koskinen,Berg,Salo,Lehtonen,Holm,Aalto".split(
    ",",
  );
const TITLES =
  "Nurse,Senior nurse,Driver,Team leader,Buyer,Field engineer,Analyst,Warehouse worker,Clerk,Head of unit".split(
    ",",
  );
