import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SyncFileSettings } from "@/lib/model/file-settings";
import { testDb } from "../../support/db";
import { type Folder, openFolder, people } from "../../support/which-file";

process.env.FILE_WAIT_SECONDS = "1";

const MANAGERS = "ID,Team(s)\n1,Sales\n";
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 0, 5, hour, minute));

let folder: Folder;

beforeAll(() => {
  testDb();
});
afterEach(() => folder.server.stop());

const open = (path: string, managersPath: string, fileSettings: SyncFileSettings = {}) =>
  openFolder({ path, managersPath, fileSettings });

describe("Two files with dates", () => {
  const dated = () => open("employees_{yyyy}{MM}{dd}.csv", "managers_{yyyy}{MM}{dd}_*.csv");

  test("belong together by their date", async () => {
    folder = await dated();
    folder.put("employees_20260104.csv", people(2));
    folder.put("employees_20260105.csv", people(3));
    folder.put("managers_20260105_a.csv", MANAGERS);
    const run = await folder.run();
    expect(run).toMatchObject({ counts: { read: 3 }, source: { path: "employees_20260105.csv" } });
    expect(run.managers?.source).toMatchObject({
      path: "managers_20260105_a.csv",
      choice: { othersCount: 0 },
    });
  });

  test.each([
    ["employees", "Waiting for managers_20260106_*.csv: employees_20260106.csv has arrived"],
    ["managers", "Waiting for employees_20260106.csv: managers_20260106_a.csv has arrived"],
  ])("wait for each other: only that of the %s has come", async (which, message) => {
    folder = await dated();
    folder.put("employees_20260105.csv", people(3));
    folder.put("managers_20260105_a.csv", MANAGERS);
    expect(await folder.run()).toMatchObject({ counts: { created: 3 } });
    if (which === "employees") folder.put("employees_20260106.csv", people(4));
    else folder.put("managers_20260106_a.csv", MANAGERS);
    expect(await folder.run()).toMatchObject({
      state: "failed",
      source: null,
      failure: { code: "file_waiting", message },
    });
    if (which === "employees") folder.put("managers_20260106_a.csv", MANAGERS);
    else folder.put("employees_20260106.csv", people(4));
    expect(await folder.run()).toMatchObject({
      counts: { created: 1 },
      source: { path: "employees_20260106.csv" },
    });
  });

  test("of a date that no run has read need not wait for those of the next one", async () => {
    folder = await dated();
    folder.put("employees_20260105.csv", people(3));
    folder.put("managers_20260105_a.csv", MANAGERS);
    folder.put("managers_20260106_a.csv", MANAGERS);
    const run = await folder.run();
    expect(run).toMatchObject({ source: { path: "employees_20260105.csv" } });
    expect(run.managers?.source.path).toBe("managers_20260105_a.csv");
  });

  test("are waited for within the run", async () => {
    folder = await dated();
    folder.put("employees_20260105.csv", people(3));
    folder.put("managers_20260104_a.csv", MANAGERS);
    setTimeout(() => folder.put("managers_20260105_a.csv", MANAGERS), 400);
    expect(await folder.run()).toMatchObject({ state: "succeeded", counts: { created: 3 } });
  });

  test("of which one has never come end in what comes near", async () => {
    folder = await dated();
    folder.put("employees_20260105.csv", people(3));
    folder.put("manager_20260105_a.csv", MANAGERS);
    expect(await folder.run()).toMatchObject({
      failure: { code: "source_path", message: "File error: No file matches managers_{yyyy}{MM}{dd}_*.csv" },
    });
  });

  test("come together when a person asks for the first", async () => {
    folder = await dated();
    for (const day of ["04", "05"]) {
      folder.put(`employees_202601${day}.csv`, people(3));
      folder.put(`managers_202601${day}_a.csv`, MANAGERS);
    }
    await folder.run();
    const run = await folder.run("employees_20260104.csv");
    expect(run.managers?.source.path).toBe("managers_20260104_a.csv");
  });
});

describe("Two files without dates", () => {
  test("are read as they are when nothing says that they belong together", async () => {
    folder = await open("employees.csv", "managers.csv");
    folder.put("employees.csv", people(3), at(5));
    folder.put("managers.csv", MANAGERS, at(1));
    expect(await folder.run()).toMatchObject({ state: "succeeded" });
  });

  test("belong together when they arrive within so many minutes, and wait for each other otherwise", async () => {
    folder = await open("employees.csv", "managers*.csv", { pairMinutes: 60 });
    folder.put("employees.csv", people(3), at(5));
    folder.put("managers_a.csv", MANAGERS, at(3, 59));
    expect(await folder.run()).toMatchObject({
      state: "failed",
      source: null,
      failure: {
        code: "file_waiting",
        message: "Waiting for managers_a.csv: employees.csv has arrived",
        remedy: expect.stringContaining("within 60 minutes"),
      },
    });
    folder.put("managers_b.csv", MANAGERS, at(4));
    const run = await folder.run();
    expect(run).toMatchObject({ state: "succeeded" });
    expect(run.managers?.source.path).toBe("managers_b.csv");
    folder.put("managers_c.csv", MANAGERS, at(6, 1));
    expect(await folder.run()).toMatchObject({
      failure: { message: "Waiting for employees.csv: managers_c.csv has arrived" },
    });
  });
});
