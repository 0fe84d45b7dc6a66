import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Taken } from "@/drizzle/schema/syncs";
import { daysOld, follows, keepNewest, newestFirst } from "@/lib/pipeline/choose/candidates";
import { choiceOf, findMatches, refuseOld, requireNewest } from "@/lib/pipeline/choose/choose-file";
import { parsePattern } from "@/lib/pipeline/choose/pattern";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";
import { noSuchFile } from "@/lib/pipeline/source/file-errors";

const NOW = new Date("2026-11-27T10:00:00Z");
const AT = "2026-11-20T10:00:00.000Z";

/** Path -> modification time. */
type Tree = Readonly<Record<string, string | null>>;

/** Walks a tree of files in pieces of two, noting which folders were opened. */
function walkOf(tree: Tree, opened: string[] = []): Walk {
  return async function* (folder, { startsWith, wants }) {
    opened.push(folder);
    const below = folder === "" ? "" : `${folder}/`;
    const inside = Object.entries(tree).filter(([path]) => path.startsWith(below));
    if (inside.length === 0 && folder !== "") throw noSuchFile(folder);
    const entries = new Map<string, string | null | "folder">();
    for (const [path, modifiedAt] of inside) {
      const [name = "", ...rest] = path.slice(below.length).split("/");
      entries.set(name, rest.length > 0 ? "folder" : modifiedAt);
    }
    const all = [...entries].filter(([name]) => name.startsWith(startsWith) && wants(name));
    for (let at = 0; at < all.length; at += 2)
      yield all.slice(at, at + 2).map(([name, is]) => ({
        name,
        kind: is === "folder" ? ("folder" as const) : ("file" as const),
        sizeBytes: 1,
        modifiedAt: is === "folder" ? null : is,
      }));
  };
}

function matches(path: string, tree: Tree, { timeZone = "UTC", now = NOW, opened = [] as string[] } = {}) {
  const pattern = parsePattern(path);
  if (!pattern) throw new Error(`${path} is no pattern`);
  return findMatches({ pattern, timeZone, now, walk: walkOf(tree, opened) });
}

async function taken(path: string, tree: Tree, options = {}): Promise<string> {
  return (await requireNewest(await matches(path, tree, options), { walk: walkOf(tree) })).path;
}

describe("The newest match", () => {
  test("is the newest by the date in its name, whatever the server says", async () => {
    const tree = {
      "a_20261126.csv": "2026-11-27T09:00:00.000Z",
      "a_20261127.csv": "2020-01-01T00:00:00.000Z",
    };
    expect(await taken("a_{yyyy}{MM}{dd}.csv", tree)).toBe("a_20261127.csv");
  });

  test("is the newest by modification time without a date; then by name, the last one", async () => {
    const tree = { "a_1.csv": AT, "a_2.csv": "2026-11-21T10:00:00.000Z", "a_3.csv": null };
    expect(await taken("a_*.csv", tree)).toBe("a_2.csv");
    expect(await taken("a_*.csv", { "a_9.csv": AT, "a_10.csv": AT })).toBe("a_10.csv");
    expect(await taken("a_*.csv", { "a_9.csv": null, "a_10.csv": null })).toBe("a_10.csv");
  });

  test("is the one changed last of several of one day", async () => {
    const tree = { "a_20261127_v2.csv": AT, "a_20261127_v1.csv": "2026-11-27T09:00:00.000Z" };
    expect(await taken("a_{yyyy}{MM}{dd}*.csv", tree)).toBe("a_20261127_v1.csv");
  });

  test("is never hidden, unfinished, or a folder", async () => {
    const tree = {
      ".a_20261127.csv": AT,
      "a_20261127.csv.part": AT,
      "a_20261127.csv.filepart": AT,
      "a_20261127.tmp": AT,
      "a_20261126/x": AT,
      "a_20261125.csv": AT,
    };
    expect(await taken("*{yyyy}{MM}{dd}*", tree)).toBe("a_20261125.csv");
  });

  test("is never dated later than tomorrow in the sync's time zone", async () => {
    const tree = { "a_20261129.csv": AT, "a_20261128.csv": AT, "a_20991231.csv": AT };
    expect(await taken("a_{yyyy}{MM}{dd}.csv", tree)).toBe("a_20261128.csv");
    const late = { now: new Date("2026-11-27T23:30:00Z") };
    expect(await taken("a_{yyyy}{MM}{dd}.csv", tree, { ...late, timeZone: "Europe/Helsinki" })).toBe(
      "a_20261129.csv",
    );
    const { ahead } = await matches("a_{yyyy}{MM}{dd}.csv", tree);
    expect(ahead?.name).toBe("a_20261129.csv");
  });

  test("names what else matched: the next ones by name, and how many in all", async () => {
    const tree = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`a_${n + 1}.csv`, null]));
    const found = await matches("a_*.csv", tree);
    const newest = await requireNewest(found, { walk: walkOf(tree) });
    const { pattern, others, othersCount } = choiceOf(found, newest);
    expect([newest.name, pattern, others.length, others[0], othersCount]).toEqual([
      "a_30.csv",
      "a_*.csv",
      12,
      "a_29.csv",
      29,
    ]);
  });
});

describe("Folders with dates", () => {
  const tree = {
    "out/2025/12/a_20251224.csv": AT,
    "out/2026/10/a_20261031.csv": AT,
    "out/2026/11/readme.txt": AT,
    "out/2026/11/a_20251126.csv": AT,
    "out/2026/99/a_20261127.csv": AT,
    "out/old/01/a_20260101.csv": AT,
  };

  test("are opened from the newest on, until one has a match", async () => {
    const opened: string[] = [];
    const found = await matches("out/{yyyy}/{MM}/a_{yyyy}{MM}{dd}.csv", tree, { opened });
    expect(found.files.map(({ path }) => path)).toEqual(["out/2026/10/a_20261031.csv"]);
    expect(opened).toEqual(["out", "out/2026", "out/2026/11", "out/2026/10"]);
  });

  test("may hold the date alone, with a fixed folder and name below", async () => {
    const byFolder = { "2026-11-26/hr/users.csv": AT, "2026-11-27/other.csv": AT };
    expect(await taken("{yyyy}-{MM}-{dd}/hr/users.csv", byFolder)).toBe("2026-11-26/hr/users.csv");
  });

  test("are opened only so many", async () => {
    const days = Object.fromEntries(
      Array.from({ length: 200 }, (_, n) => [
        `d/${new Date(NOW.getTime() - n * 864e5).toISOString().slice(0, 10)}/x.txt`,
        AT,
      ]),
    );
    const opened: string[] = [];
    await matches("d/{yyyy}-{MM}-{dd}/*.csv", days, { opened });
    expect(opened.length).toBe(41);
  });

  test("have to be there as far as no date led to them", async () => {
    await expect(taken("nowhere/{yyyy}/a.csv", tree)).rejects.toMatchObject({ code: "source_path" });
  });
});

describe("No match", () => {
  test.each([
    [{ "Employees_20261127.csv": AT }, "There is Employees_20261127.csv in the folder that paths start in."],
    [
      { "employees-2026-11-27.csv.gz": AT },
      "There is employees-2026-11-27.csv.gz in the folder that paths start in.",
    ],
    [{ "employees_20261341.csv": AT }, "There is employees_20261341.csv in the folder that paths start in."],
    [{ "people.csv": AT, "x.part": AT }, "In the folder that paths start in there is: people.csv."],
    [{}, "There are no files in the folder that paths start in."],
    [
      { "employees_20991231.csv": AT },
      "employees_20991231.csv is not taken, because its date is later than tomorrow.",
    ],
  ] as const)("names what comes near: %o", async (tree, remedy) => {
    await expect(taken("employees_{yyyy}{MM}{dd}.csv", tree)).rejects.toMatchObject({
      code: "source_path",
      message: "File error: No file matches employees_{yyyy}{MM}{dd}.csv",
      remedy: expect.stringContaining(remedy),
    });
  });
});

describe("Age", () => {
  const date = (iso: string) => ({ at: Date.parse(iso), lastDay: Date.parse(iso) });
  const inHelsinki = (now: string, at: { modifiedAt: string | null; date: ReturnType<typeof date> | null }) =>
    daysOld(at, new Date(now), "Europe/Helsinki");

  test("is counted in days of the calendar of the sync's time zone", () => {
    expect(inHelsinki("2026-11-27T21:59:00Z", { modifiedAt: null, date: date("2026-11-27") })).toBe(0);
    expect(inHelsinki("2026-11-27T22:01:00Z", { modifiedAt: null, date: date("2026-11-27") })).toBe(1);
    expect(inHelsinki("2026-11-27T22:01:00Z", { modifiedAt: "2026-11-27T21:59:00Z", date: null })).toBe(1);
    expect(inHelsinki("2026-11-27T22:01:00Z", { modifiedAt: null, date: null })).toBeNull();
  });

  test("is not bent by daylight saving time", () => {
    // Clocks go back at 04:00 on 25 October and forward at 03:00 on 28 March.
    expect(inHelsinki("2026-10-25T21:59:00Z", { modifiedAt: "2026-10-24T21:01:00Z", date: null })).toBe(0);
    expect(inHelsinki("2026-10-25T22:01:00Z", { modifiedAt: "2026-10-24T21:01:00Z", date: null })).toBe(1);
    expect(inHelsinki("2027-03-28T20:59:00Z", { modifiedAt: "2027-03-27T22:01:00Z", date: null })).toBe(0);
    expect(inHelsinki("2027-03-28T21:01:00Z", { modifiedAt: "2027-03-27T22:01:00Z", date: null })).toBe(1);
  });

  test("of a file named for a month counts from its last day", async () => {
    const { files } = await matches("a_{yyyy}{MM}.csv", { "a_202611.csv": AT });
    expect(files[0] && daysOld(files[0], new Date("2026-12-02T12:00:00Z"), "UTC")).toBe(2);
  });

  test("above the limit is an error that names the file and its age", () => {
    const file = { path: "a_20261120.csv", modifiedAt: null, date: date("2026-11-20") };
    const limits = { now: NOW, timeZone: "UTC" };
    expect(() => refuseOld(file, { ...limits, daysOldMax: 7 })).not.toThrow();
    expect(() => refuseOld(file, { ...limits, daysOldMax: null })).not.toThrow();
    expect(() => refuseOld(file, { ...limits, daysOldMax: 6 })).toThrow(
      "File error: a_20261120.csv is 7 days old",
    );
  });
});

describe("Keeping the newest of many", () => {
  test("gives what sorting all of them would", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (numbers, max) => {
        const newest = keepNewest<number>(max, (a, b) => b - a);
        for (const number of numbers) newest.add(number);
        expect(newest.list()).toEqual(numbers.toSorted((a, b) => b - a).slice(0, max));
        expect(newest.count()).toBe(numbers.length);
      }),
    );
  });

  test("of 100,000 names is quick", async () => {
    const tree = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, n) => [`a_${n}.csv`, new Date(n * 1000).toISOString()]),
    );
    const found = await matches("a_*.csv", tree);
    expect([found.files[0]?.name, found.files.length, found.count]).toEqual(["a_99999.csv", 50, 100_000]);
  });
});

describe("An older file", () => {
  const PATTERN = "a_{yyyy}{MM}{dd}*.csv";

  test("never follows a newer one, in whatever order files arrive and go", async () => {
    const name = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom("", "_v1", "_v2"))
      .map(([day, version]) => `a_202611${String(day).padStart(2, "0")}${version}.csv`);
    const step = fc.record({
      arrives: fc.array(name, { maxLength: 3 }),
      goes: fc.array(name, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (nights) => {
        const tree: Record<string, string> = {};
        let last: Taken | null = null;
        let clock = Date.parse("2026-11-01T00:00:00Z");
        for (const { arrives, goes } of nights) {
          for (const file of goes) delete tree[file];
          for (const file of arrives) {
            clock += 1000;
            tree[file] = new Date(clock).toISOString();
          }
          const [newest] = (await matches(PATTERN, tree)).files;
          if (!newest || !follows(newest, last, PATTERN)) continue;
          if (last && newest.path !== last.path) expect(newestFirst(newest, last)).toBeLessThan(0);
          last = { ...newest, pattern: PATTERN };
        }
      }),
    );
  });

  const file = (path: string, modifiedAt: string | null = AT) => ({
    path,
    name: path,
    modifiedAt,
    sizeBytes: 1,
    date: null,
  });
  const last = { ...file("a.csv"), pattern: "*.csv" };

  test("is told from the same one, which is read again", () => {
    expect(follows(file("a.csv"), last, "*.csv")).toBe(true);
    expect(follows(file("b.csv", "2026-11-19T10:00:00.000Z"), last, "*.csv")).toBe(false);
    expect(follows(file("b.csv", "2026-11-21T10:00:00.000Z"), last, "*.csv")).toBe(true);
  });

  test("that a person has asked for stays until something is newer or replaced", () => {
    const passed = { ...last, isPassed: true };
    expect(follows(file("a.csv"), passed, "*.csv")).toBe(false);
    expect(follows(file("a.csv", "2026-11-21T10:00:00.000Z"), passed, "*.csv")).toBe(true);
    expect(follows(file("c.csv", "2026-11-21T10:00:00.000Z"), passed, "*.csv")).toBe(true);
  });

  test("of another pattern was never taken", () => {
    expect(follows(file("b.csv", "2026-11-19T10:00:00.000Z"), last, "b*.csv")).toBe(true);
  });
});
