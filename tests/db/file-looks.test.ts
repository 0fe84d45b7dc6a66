import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, expect, test } from "vitest";
import { asks, chosenOf, draftsOf } from "@/components/file-looks/use-column-drafts";
import { listFields } from "@/lib/fields/read";
import { addFieldsFromFile } from "@/lib/file-looks/add-fields";
import { cancelFileLook } from "@/lib/file-looks/cancel";
import { takeLook, writeLook } from "@/lib/file-looks/file-looks.store";
import { findFileLook, getFileLook, getFileProposal } from "@/lib/file-looks/read";
import { runFileLook } from "@/lib/file-looks/run-look";
import { SAMPLE_PLAN } from "@/lib/file-looks/sample-plan";
import { startFileLook } from "@/lib/file-looks/start";
import { purgeOld } from "@/lib/purge/purge-old";
import { EMPLOYEES, MANY_EMPLOYEES, writeSampleFiles } from "@/lib/runtime/demo/sample-files";
import { dataFolder } from "@/lib/spool/data-folders";
import { planColumns } from "@/lib/syncs/propose/plan-columns";
import { getSync } from "@/lib/syncs/read";
import { testDb } from "../support/db";
import { testDeps, told } from "../support/pipeline";
import { type Folder, openFolder } from "../support/which-file";

process.env.FILE_WAIT_SECONDS = "0";

let folder: Folder;

beforeAll(() => {
  testDb();
});
afterEach(() => folder.server.stop());

const refOf = (lookId: string) => ({
  orgId: folder.ctx.orgId,
  workspaceId: folder.ctx.workspaceId,
  lookId,
});

async function look(again = false, plan = SAMPLE_PLAN) {
  const { lookId } = await startFileLook(folder.ctx, { syncId: folder.syncId, again });
  await runFileLook(refOf(lookId), testDeps(), plan);
  return getFileLook(folder.ctx, { lookId });
}

/** Takes what the table of a look proposes, as one click does. */
async function takeAll(lookId: string, isDayFirst: boolean | null = null) {
  const { columns, taken, missing } = await getFileProposal(folder.ctx, { lookId });
  const drafts = draftsOf(planColumns(columns, { canCreate: true }), taken);
  const answered = drafts.map((draft) => {
    const format = draft.plan.guess.dateChoices?.find((one) => one.startsWith(isDayFirst ? "dd" : "MM"));
    return asks(draft) && format ? { ...draft, dateFormat: format } : draft;
  });
  const without = missing.includes("Mobile") ? (["mobile"] as const) : [];
  const file = { lookId };
  return addFieldsFromFile(folder.ctx, { file, columns: answered.map(chosenOf), without: [...without] });
}

const warnings = async (runId: string) =>
  (await told(folder.ctx, runId)).filter((line) => line.startsWith("warning"));

const options = async (label: string) =>
  (await listFields(folder.ctx)).find((field) => field.label === label)?.options.map((one) => one.label);

test.each([EMPLOYEES, MANY_EMPLOYEES])(
  "One click for all columns of %s, and the next run keeps every value",
  async (name) => {
    const samples = await mkdtemp(join(tmpdir(), "samples-"));
    await writeSampleFiles(samples);
    folder = await openFolder({ path: "people.csv" });
    folder.put("people.csv", await readFile(join(samples, name), "utf8"));
    const { id, state, rows, isSampled } = await look();
    expect([state, isSampled]).toEqual(["done", false]);
    expect(rows).toBeGreaterThan(200);
    const { fieldIds, version } = await takeAll(id);
    expect([fieldIds.length, version]).toEqual([6, 2]);
    expect(await warnings((await folder.run()).id)).toEqual([]);
  },
);

test("Options are made of every row, and what a later file brings becomes one too", async () => {
  folder = await openFolder({ path: "people.csv" });
  const rows = Array.from(
    { length: 2_000 },
    (_, n) => `${n},u${n}@x.io,A,B,,${n < 1_999 ? "Sales" : "Legal"}`,
  );
  const head = "ID,Email,First name,Last name,Mobile,Department";
  folder.put("people.csv", `${[head, ...rows].join("\n")}\n`);
  await takeAll((await look()).id);
  expect(await options("Department")).toEqual(["Sales", "Legal"]);
  folder.put("people.csv", `${[head, ...rows, "2000,u2000@x.io,A,B,,Treasury"].join("\n")}\n`);
  expect(await warnings((await folder.run()).id)).toEqual([]);
  expect(await options("Department")).toEqual(["Sales", "Legal", "Treasury"]);
});

test("A file of another country is read as it is written, its columns under their words, dates as a person says", async () => {
  folder = await openFolder({ path: "leute.csv" });
  const text = `Personalnummer;Vorname;Nachname;E-Mail-Adresse;Eintritt;Stunden;Geschäftsstelle
17;Jörg;Groß;j@x.de;03/04/2020;37,5;Köln
18;Ida;Beck;i@x.de;05/06/2021;1.000,25;Bonn
19;Ute;Lang;u@x.de;07/08/2022;40;Köln
20;Max;Horn;m@x.de;09/10/2023;20;Bonn
`;
  folder.server.files.set("leute.csv", { bytes: Buffer.from(text, "latin1"), modifiedAt: new Date(0) });
  const { id } = await look();
  const { columns, missing, readAs } = await getFileProposal(folder.ctx, { lookId: id });
  expect(readAs).toMatchObject({ encoding: "windows-1252", delimiter: ";", headerRow: 1 });
  expect(columns.map(({ near }) => near?.label ?? null)).toEqual([
    "ID",
    "First name",
    "Last name",
    "Email",
    null,
    null,
    null,
  ]);
  expect(missing).toContain("Mobile");
  await takeAll(id, true);
  const run = await folder.run();
  expect(await warnings(run.id)).toEqual([]);
  expect(run.counts).toMatchObject({ read: 4, created: 4, errors: 0 });
  const sync = await getSync(folder.ctx, folder.syncId);
  expect(sync.readSettings).toMatchObject({ encoding: "windows-1252", delimiter: ";" });
  const entry = (await listFields(folder.ctx)).find(({ label }) => label === "Eintritt");
  expect(sync.mapping.columns.Eintritt).toMatchObject({ fieldId: entry?.id, dateFormat: "dd/MM/yyyy" });
  const [first] = await testDb()
    .sql`select fields from users where external_id like ${"%#17"} and sync_id = ${sync.id}`;
  expect(first?.fields[String(entry?.id)]).toBe("2020-04-03");
});

test("A file that can't be read says why, and is read once it is there", async () => {
  folder = await openFolder({ path: "people.csv" });
  const failed = await look();
  expect(failed).toMatchObject({ state: "failed", failure: { code: "source_path" } });
  await expect(getFileProposal(folder.ctx, { lookId: failed.id })).rejects.toMatchObject({
    code: "conflict",
  });
  folder.put("people.csv", "ID,Email\n1,a@x.io\n");
  const done = await look();
  expect(done).toMatchObject({ state: "done", rows: 1, file: { path: "people.csv" } });
  expect((await startFileLook(folder.ctx, { syncId: folder.syncId })).lookId).toBe(done.id);
  expect((await look(true)).id).not.toBe(done.id);
});

test("Fields are made with their mapping or not at all", async () => {
  folder = await openFolder({ path: "people.csv" });
  folder.put("people.csv", "ID,Email,First name,Last name,Mobile,Unit\n1,a@x.io,A,B,,North\n");
  const { id } = await look();
  const wrong = [
    { as: "field" as const, header: "Unit", label: "Unit", type: "text" as const },
    {
      as: "target" as const,
      header: "Mobile",
      target: { kind: "field" as const, fieldId: 1, blank: "clear" as const },
    },
  ];
  await expect(addFieldsFromFile(folder.ctx, { file: { lookId: id }, columns: wrong })).rejects.toMatchObject(
    {
      code: "not_found",
    },
  );
  expect(await listFields(folder.ctx)).toEqual([]);
  await takeAll(id);
  await expect(
    addFieldsFromFile(folder.ctx, { file: { lookId: id }, columns: wrong.slice(0, 1) }),
  ).rejects.toMatchObject({ code: "conflict", fieldErrors: { "columns.0.label": expect.any(String) } });
});

test("A look that was cancelled or taken by another process writes nothing more", async () => {
  folder = await openFolder({ path: "people.csv" });
  const { ctx, syncId } = folder;
  const { lookId } = await startFileLook(ctx, { syncId });
  const first = await ctx.db.run((tx) => takeLook(tx, ctx, lookId));
  const second = await ctx.db.run((tx) => takeLook(tx, ctx, lookId));
  const write = (fence = 0) => ctx.db.run((tx) => writeLook(tx, ctx, { lookId, fence }, { state: "failed" }));
  expect(await write(first?.fence)).toBe(false);
  await cancelFileLook(ctx, { lookId });
  expect(await write(second?.fence)).toBe(false);
  expect(await getFileLook(ctx, { lookId })).toMatchObject({ state: "cancelled" });
  expect(await runFileLook(refOf(lookId), testDeps())).toEqual({ done: false });
});

test("A look at another path says nothing of the sync, nor one that is older than a week", async () => {
  folder = await openFolder({ path: "people.csv" });
  folder.put("people.csv", "ID,Email\n1,a@x.io\n");
  await look();
  const { ctx, syncId } = folder;
  expect(await findFileLook(ctx, syncId)).toMatchObject({ state: "done" });
  const deps = { ...testDeps(), clock: () => new Date(Date.now() + 8 * 86_400_000) };
  await testDb().sql`update syncs set path = 'other.csv' where id = ${syncId}`;
  expect(await findFileLook(ctx, syncId)).toBeNull();
  await testDb().sql`update syncs set path = 'people.csv' where id = ${syncId}`;
  await purgeOld(deps);
  expect(await findFileLook(ctx, syncId)).toBeNull();
});

const FEW_SAMPLES = { ...SAMPLE_PLAN, aboveBytes: 4_000_000, headBytes: 200_000, samples: 3 };
const NOTE = "x".repeat(4_000);

/** 8 MB in 2,000 rows. The department says where in the file it is. */
function largeFile(change: (row: string, n: number) => string = (row) => row): string {
  const places: Readonly<Record<number, string>> = { 3: "Legal", 300: "Hidden", 1990: "Treasury" };
  const rows = Array.from({ length: 2_000 }, (_, n) =>
    change(`${n},u${n}@x.io,A,B,,${places[n] ?? "Sales"},${n < 250 || n > 400 ? "" : "7"},${NOTE}`, n),
  );
  return `${["ID,Email,First name,Last name,Mobile,Department,Floor,Notes", ...rows].join("\n")}\n`;
}

const scratch = async (lookId: string) =>
  (await readdir(await dataFolder("scratch"))).filter((name) => name.includes(lookId));

test("Of a very large file samples are read and said to be that, and a run loses nothing that was not in them", async () => {
  folder = await openFolder({ path: "people.csv" });
  folder.put("people.csv", largeFile());
  const { id, state, rows, file } = await look(false, FEW_SAMPLES);
  expect([state, await scratch(id)]).toEqual(["done", []]);
  expect(file?.sizeBytes).toBe(Buffer.byteLength(largeFile()));
  expect(rows).toBeGreaterThan(600);
  expect(rows).toBeLessThan(800);
  const proposal = await getFileProposal(folder.ctx, { lookId: id });
  expect(proposal).toMatchObject({ isSampled: true, samples: 3, problem: null, rows });
  expect(proposal.columns.every(({ stats }) => stats.isSampled && !stats.isWhole)).toBe(true);
  const guesses = new Map(proposal.columns.map(({ header, guess }) => [header, guess]));
  expect(guesses.get("Department")?.why).toContain("Only samples of the file were read.");
  expect(guesses.get("Floor")).toMatchObject({
    type: "text",
    why: expect.stringContaining("other rows may"),
  });
  await takeAll(id);
  expect(await options("Department")).toEqual(["Sales", "Legal", "Treasury"]);
  expect(await warnings((await folder.run()).id)).toEqual([]);
  expect(await options("Department")).toEqual(["Sales", "Legal", "Treasury", "Hidden"]);
});

test("A sample that a run would stop at is left out and said, with about where it is", async () => {
  folder = await openFolder({ path: "people.csv" });
  const broken = largeFile((row, n) => (n === 1_100 ? row.replace("Sales", '"Sa"les') : row));
  folder.put("people.csv", broken);
  const { id, state } = await look(false, FEW_SAMPLES);
  expect(state).toBe("done");
  const { samples, problem, columns } = await getFileProposal(folder.ctx, { lookId: id });
  expect([samples, problem?.message]).toEqual([2, expect.stringContaining("3.5 MB from its beginning")]);
  const department = columns.find(({ header }) => header === "Department");
  expect(department?.stats.values).toEqual(["Sales", "Legal", "Treasury"]);
});

test("A packed file is never read in samples", async () => {
  folder = await openFolder({ path: "people.csv" });
  const bytes = gzipSync(Buffer.from(largeFile()), { level: 0 });
  folder.server.files.set("people.csv", { bytes, modifiedAt: new Date(0) });
  const packed = await look(false, FEW_SAMPLES);
  expect([packed.state, packed.rows, packed.isSampled]).toEqual(["done", 2_000, false]);
});
