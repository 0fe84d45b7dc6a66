import fc from "fast-check";
import { expect, test } from "vitest";
import { asks, chosenOf, draftsOf } from "@/components/file-looks/use-column-drafts";
import { createFieldInput } from "@/lib/fields/schema";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget } from "@/lib/model/mapping";
import { collectColumns, columnOf } from "@/lib/pipeline/columns/collect";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { madeFieldTarget } from "@/lib/syncs/propose/field-target";
import { optionsFor } from "@/lib/syncs/propose/options-for";
import { dateQuestion, planColumns } from "@/lib/syncs/propose/plan-columns";
import { reportOf } from "../pipeline/validate/report-of";

const STANDARD = ["ID", "Email", "First name", "Last name", "Mobile"];

const pad = (number: number) => String(number).padStart(2, "0");
const day = fc.record({
  y: fc.integer({ min: 1950, max: 2029 }),
  m: fc.integer({ min: 1, max: 12 }),
  d: fc.integer({ min: 1, max: 28 }),
});
const units = ["Sales", "R&D", "Käyttö", "Sales, EMEA", "=Ops", "0012", "N/A"];

/** What the cells of a column may be, as exports write them. */
const KINDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  iso: day.map(({ y, m, d }) => `${y}-${pad(m)}-${pad(d)}`),
  slashed: day.map(({ y, m, d }) => `${pad(d)}/${pad(m)}/${y}`),
  american: day.map(({ y, m, d }) => `${m}/${d}/${y}`),
  german: day.map(({ y, m, d }) => `${d}.${m}.${y}`),
  short: day.map(({ y, m, d }) => `${pad(d)}.${pad(m)}.${pad(y % 100)}`),
  comma: fc.tuple(fc.nat(9_999), fc.nat(99)).map(([whole, part]) => `${whole},${pad(part)}`),
  grouped: fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(999))
    .map(([a, b]) => `${a}.${String(b).padStart(3, "0")},5`),
  spaced: fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(999))
    .map(([a, b]) => `${a} ${String(b).padStart(3, "0")},5`),
  commas: fc.integer().map((number) => number.toLocaleString("en")),
  spaces: fc
    .tuple(fc.integer(), fc.nat(99))
    .map(([whole, part]) => `${whole.toLocaleString("fr")},${pad(part)}`),
  swiss: fc.integer().map((number) => number.toLocaleString("de-CH")),
  number: fc.integer().map(String),
  zeros: fc.nat(999).map((number) => `00${number}`),
  yesNo: fc.constantFrom("yes", "no", "TRUE", "0", "1"),
  finnish: fc.constantFrom("Kyllä", "Ei", "kyllä"),
  choice: fc.constantFrom(...units),
  several: fc
    .array(fc.constantFrom("A", "B", "C d"), { minLength: 1, maxLength: 3 })
    .map((all) => all.join("; ")),
  lines: fc
    .array(fc.constantFrom("A", "B", "C d"), { minLength: 1, maxLength: 3 })
    .map((all) => all.join("\n")),
  text: fc.string({ maxLength: 20 }),
  anything: fc.string({ unit: "grapheme", maxLength: 80 }),
  blank: fc.constantFrom("", " ", "NULL", "-"),
};

const column = fc
  .tuple(fc.constantFrom(...Object.keys(KINDS)), fc.constantFrom(...Object.keys(KINDS)), fc.nat(9))
  .chain(([kind, other, mix]) => {
    const cell = KINDS[kind] ?? fc.constant("");
    const odd = KINDS[other] ?? fc.constant("");
    const mixed = mix === 0 ? fc.oneof({ weight: 9, arbitrary: cell }, { weight: 1, arbitrary: odd }) : cell;
    return fc.array(fc.oneof({ weight: 5, arbitrary: mixed }, { weight: 1, arbitrary: fc.constant("") }), {
      minLength: 40,
      maxLength: 40,
    });
  });

const file = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  columns: fc.array(column, { minLength: 1, maxLength: 6 }),
  dayFirst: fc.boolean(),
});

/** As a program writes it that knows of no formulas. */
function fileOf(rows: string[][]): string {
  return rows
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`)
    .join("");
}

/** Takes all that is proposed for a file, answers what is asked, and gives what a run of the same file says. */
async function takeAll(header: string[], rows: string[][], dayFirst: boolean) {
  const collector = collectColumns(header.length);
  for (const [at, cells] of rows.entries()) collector.add({ row: at + 2, line: at + 2, cells });
  const stats = collector.end();
  const mapping = { columns: {} };
  const proposed = proposeColumns({
    headers: header,
    sample: rows.slice(0, 5),
    columns: stats,
    mapping,
    fields: [],
  });
  const fields: ProfileField[] = [];
  const columns: Record<string, ColumnTarget> = {};
  for (const draft of draftsOf(planColumns(proposed, { canCreate: true }), [])) {
    const format = draft.plan.guess.dateChoices?.[dayFirst ? 0 : 1];
    const chosen = chosenOf(format ? { ...draft, dateFormat: format } : draft);
    if (chosen.as === "ignore") columns[chosen.header] = { kind: "ignore" };
    if (chosen.as === "target") columns[chosen.header] = chosen.target as ColumnTarget;
    if (chosen.as !== "field") continue;
    const { label, type, reading = {} } = chosen;
    const labels = optionsFor(type, draft.plan.stats, reading.separator) ?? [];
    const input = createFieldInput.parse({ label, type, options: labels.map((one) => ({ label: one })) });
    const id = fields.length + 1;
    const options = input.options.map((one, at) => ({ id: id * 1000 + at, label: one.label }));
    fields.push({ id, label: input.label, type, options });
    const { unknown: _, ...target } = madeFieldTarget(
      { id, type },
      { ...reading, type, why: "", options: [] },
    ) as {
      unknown?: string;
    } & ColumnTarget;
    columns[chosen.header] = target as ColumnTarget;
  }
  const report = await reportOf(Buffer.from(fileOf([header, ...rows])), { columns, fields });
  return { report, fields, columns };
}

test("no proposal causes a warning on the file that it was made from, even where later values were not added", async () => {
  await fc.assert(
    fc.asyncProperty(file, async ({ rows: count, columns, dayFirst }) => {
      const header = [...STANDARD, ...columns.map((_, at) => `Column ${at}`)];
      const rows = Array.from({ length: count }, (_, n) => [
        ...[`${n + 1}`, `u${n}@x.io`, "A", "B", ""],
        ...columns.map((cells) => cells[n] ?? ""),
      ]);
      const { report } = await takeAll(header, rows, dayFirst);
      expect(report.blocked).toBeUndefined();
      expect(report.issues).toEqual([]);
      expect(report.persons).toHaveLength(count);
    }),
    { numRuns: 60 },
  );
});

const planOf = (columns: Record<string, string[]>) => {
  const headers = Object.keys(columns);
  const stats = Object.values(columns).map((cells) => columnOf(cells, true));
  const proposed = proposeColumns({
    headers,
    sample: [],
    columns: stats,
    mapping: { columns: {} },
    fields: [],
  });
  return planColumns(proposed, { canCreate: true });
};

test("whether a form asks for the order of days never hangs on the first cells alone", () => {
  const same = ["01/01/2020", "02/02/2020"];
  const [known] = planOf({ Start: same });
  expect(dateQuestion({ samples: same, values: same }, known?.guess ?? {})).toBeNull();
  expect(draftsOf(known ? [known] : [], []).map(asks)).toEqual([false]);
  const many = { samples: same, values: null };
  expect(dateQuestion(many, { dateChoices: ["dd/MM/yyyy", "MM/dd/yyyy"] })?.choices).toEqual([
    { format: "dd/MM/yyyy", day: "3 April 2026" },
    { format: "MM/dd/yyyy", day: "4 March 2026" },
  ]);
});

test("a day that reads two ways is asked, unless another column of the file leaves no doubt", () => {
  const [asked] = planOf({ Start: ["03/04/2020", "05/06/2021"] });
  expect(dateQuestion({ samples: ["03/04/2020"], values: null }, asked?.guess ?? {})).toEqual({
    cell: "03/04/2020",
    choices: [
      { format: "dd/MM/yyyy", day: "3 April 2020" },
      { format: "MM/dd/yyyy", day: "4 March 2020" },
    ],
  });
  expect(draftsOf(asked ? [asked] : [], []).map(asks)).toEqual([true]);
  const [known] = planOf({ Start: ["03/04/2020"], End: ["12/31/2020", "01/05/2020"] });
  expect(known?.guess).toMatchObject({ type: "date", dateFormat: "MM/dd/yyyy" });
  expect(known?.guess.dateChoices).toBeUndefined();
  const mixed = planOf({ Start: ["03/04/2020"], End: ["12/31/2020"], Born: ["31/12/2020"] });
  expect(mixed[0]?.guess.dateChoices).toHaveLength(2);
});

test("two columns that are near the same are not both taken for it", () => {
  const plans = planOf({ Puhelin: ["1", "2"], Matkapuhelin: ["3", "4"] });
  expect(plans.map(({ as, near }) => [as, near?.label ?? null])).toEqual([
    ["near", "Mobile"],
    ["field", null],
  ]);
});
