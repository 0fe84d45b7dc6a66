import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { testDb } from "../../support/db";
import { type Folder, openFolder, people } from "../../support/which-file";

// Nobody waits in these tests, except where that is the point.
process.env.FILE_WAIT_SECONDS = "0";

const at = (day: number, hour = 4) => new Date(Date.UTC(2026, 0, day, hour));

let folder: Folder;

beforeAll(() => {
  testDb();
});
afterEach(() => folder.server.stop());

describe("A run of a pattern", () => {
  test("takes the newest by the date in the name, and says what else matched", async () => {
    folder = await openFolder({ path: "exports/employees_{yyyy}{MM}{dd}.csv" });
    folder.put("exports/employees_20260103.csv", people(3), at(3));
    folder.put("exports/employees_20260104.csv", people(4), at(2));
    folder.put("exports/employees_20260105.csv.part", people(5), at(5));
    folder.put("exports/employees_20261341.csv", people(6), at(6));
    folder.put("exports/employees_20991231.csv", people(7), at(7));
    expect(await folder.run()).toMatchObject({
      state: "succeeded",
      counts: { created: 4 },
      source: {
        path: "exports/employees_20260104.csv",
        choice: {
          pattern: "exports/employees_{yyyy}{MM}{dd}.csv",
          others: ["employees_20260103.csv"],
          othersCount: 1,
          ahead: "employees_20991231.csv",
        },
      },
    });
  });

  test("takes the one changed last where names have no dates", async () => {
    folder = await openFolder({ path: "out/*.csv" });
    folder.put("out/a.csv", people(1), at(3));
    folder.put("out/b.csv", people(2), at(2));
    expect(await folder.run()).toMatchObject({ counts: { created: 1 }, source: { path: "out/a.csv" } });
  });

  test("goes through folders with dates", async () => {
    folder = await openFolder({ path: "out/{yyyy}/{MM}/people_{dd}.csv" });
    folder.put("out/2025/12/people_31.csv", people(1));
    folder.put("out/2026/01/people_02.csv", people(2));
    folder.put("out/2026/02/other.csv", people(3));
    expect(await folder.run()).toMatchObject({ source: { path: "out/2026/01/people_02.csv" } });
  });

  test("of 10,000 files takes the newest", async () => {
    folder = await openFolder({ path: "out/p_*.csv" });
    for (let number = 0; number < 10_000; number += 1)
      folder.put(`out/p_${number}.csv`, "", new Date(at(1).getTime() + number * 1000));
    folder.put("out/p_x.csv", people(2), at(28));
    expect(await folder.run()).toMatchObject({
      counts: { created: 2 },
      source: { path: "out/p_x.csv", choice: { othersCount: 10_000 } },
    });
  });

  test("that matches nothing fails with the names that come near, and is not tried again", async () => {
    folder = await openFolder({ path: "exports/employees_{yyyy}{MM}{dd}.csv" });
    folder.put("exports/Employees-2026-01-05.csv", people(3));
    expect(await folder.run()).toMatchObject({
      state: "failed",
      failure: {
        code: "source_path",
        message: "File error: No file matches exports/employees_{yyyy}{MM}{dd}.csv",
        remedy: expect.stringContaining("There is Employees-2026-01-05.csv in exports."),
      },
    });
  });

  test("of a file that is older than the sync allows fails with its name and age", async () => {
    folder = await openFolder({
      path: "employees_{yyyy}{MM}{dd}.csv",
      fileSettings: { users: { daysOldMax: 7 } },
    });
    folder.put("employees_20260103.csv", people(3), new Date());
    expect(await folder.run()).toMatchObject({
      state: "failed",
      failure: {
        code: "file_too_old",
        message: expect.stringMatching(/^File error: employees_20260103\.csv is \d+ days old$/),
      },
    });
  });

  test("a path without a pattern is held to the age of the file, too", async () => {
    folder = await openFolder({ path: "employees.csv", fileSettings: { users: { daysOldMax: 1 } } });
    folder.put("employees.csv", people(3), at(3));
    expect(await folder.run()).toMatchObject({ failure: { code: "file_too_old" } });
    folder.put("employees.csv", people(3), new Date(Date.now() - 600_000));
    const run = await folder.run();
    expect(run).toMatchObject({ state: "succeeded", source: { path: "employees.csv" } });
    expect(run.source?.choice).toBeUndefined();
  });
});

describe("An older file", () => {
  const PATH = "employees_{yyyy}{MM}{dd}.csv";

  test("never follows a newer one: nothing changes, and the run says why", async () => {
    folder = await openFolder({ path: PATH });
    folder.put("employees_20260105.csv", people(5));
    await folder.run();
    folder.remove("employees_20260105.csv");
    folder.put("employees_20260104.csv", people(2), new Date());
    expect(await folder.run()).toMatchObject({
      state: "no_change",
      source: null,
      failure: null,
      counts: { read: 5, unchanged: 5, removed: 0 },
      notes: [expect.stringMatching(/^No file is newer than employees_20260105\.csv/)],
    });
    folder.remove("employees_20260104.csv");
    expect(await folder.run()).toMatchObject({
      state: "no_change",
      notes: [
        expect.stringMatching(/^No file matches employees_.* now\. The last one was employees_20260105\.csv/),
      ],
    });
    folder.put("employees_20260106.csv", people(6));
    expect(await folder.run()).toMatchObject({ state: "succeeded", counts: { created: 1 } });
  });

  test("is not taken after a newer one that could not be used", async () => {
    folder = await openFolder({ path: PATH });
    folder.put("employees_20260105.csv", "not a file of people");
    expect(await folder.run()).toMatchObject({ state: "failed" });
    folder.remove("employees_20260105.csv");
    folder.put("employees_20260104.csv", people(2));
    expect(await folder.run()).toMatchObject({
      state: "failed",
      failure: { code: "file_waiting", message: "Waiting for a file newer than employees_20260105.csv" },
    });
  });

  test("leaves a plan in force that is pending approval", async () => {
    folder = await openFolder({ path: PATH, guardSettings: { firstRun: false } });
    folder.put("employees_20260104.csv", people(30));
    await folder.run();
    const { sql } = testDb();
    folder.put("employees_20260105.csv", people(5));
    const held = await folder.run();
    expect(held.state).toBe("held");
    folder.remove("employees_20260105.csv");
    expect(await folder.run()).toMatchObject({ state: "no_change" });
    const [row] = await sql`select state from runs where id = ${held.id}`;
    expect(row?.state).toBe("held");
  });

  test("is taken when a person asks for it, through the guards, and the newer one is passed over from then on", async () => {
    folder = await openFolder({
      path: PATH,
      guardSettings: { firstRun: false, removals: false, shrunk: false, massUpdate: false },
    });
    folder.put("employees_20260104.csv", people(4), at(4));
    folder.put("employees_20260105.csv", people(5), at(5));
    expect(await folder.run()).toMatchObject({
      state: "succeeded",
      source: { path: "employees_20260105.csv" },
    });
    const asked = await folder.run("employees_20260104.csv");
    expect(asked).toMatchObject({
      state: "held",
      guards: [{ code: "older_file" }],
      source: { path: "employees_20260104.csv", choice: { isAsked: true, pattern: PATH } },
    });
    expect(await folder.run()).toMatchObject({ state: "no_change", source: null });
    folder.put("employees_20260106.csv", people(6), at(6));
    expect(await folder.run()).toMatchObject({ source: { path: "employees_20260106.csv" } });
  });

  test("is known by the date in its name, whatever its modification time says", async () => {
    folder = await openFolder({
      path: PATH,
      guardSettings: { firstRun: false, removals: false, shrunk: false },
    });
    folder.put("employees_20260104.csv", people(4), at(9));
    folder.put("employees_20260105.csv", people(5), at(8));
    await folder.run();
    folder.put("employees_20260106.csv", people(6), at(7));
    expect(await folder.run()).toMatchObject({ state: "succeeded", counts: { created: 1 } });
    expect(await folder.run("employees_20260104.csv")).toMatchObject({
      state: "held",
      guards: [
        {
          code: "older_file",
          reason: "The file is from 4 Jan; the last one applied was from 6 Jan.",
        },
      ],
    });
  });

  test("follows when the pattern is another one", async () => {
    folder = await openFolder({ path: PATH });
    folder.put("employees_20260105.csv", people(5));
    folder.put("staff_20260101.csv", people(6), at(6));
    await folder.run();
    await testDb().sql`update syncs set path = 'staff_*.csv' where id = ${folder.syncId}`;
    expect(await folder.run()).toMatchObject({
      source: { path: "staff_20260101.csv" },
      counts: { created: 1 },
    });
  });
});
