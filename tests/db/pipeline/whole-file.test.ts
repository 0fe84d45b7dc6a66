import { createHash } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { FileSettings } from "@/lib/model/file-settings";
import { testDb } from "../../support/db";
import { type Folder, openFolder, people } from "../../support/which-file";

// Four looks in two seconds.
process.env.FILE_WAIT_SECONDS = "2";

let folder: Folder;
const later = (work: () => void) => setTimeout(work, 700);
const at = (hour: number) => new Date(Date.UTC(2026, 0, 5, hour));
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

beforeAll(() => {
  testDb();
});
afterEach(() => folder.server.stop());

const open = (users: Partial<FileSettings>, path = "out/users.csv") =>
  openFolder({ path, fileSettings: { users } });

describe("A marker", () => {
  test.each(["out/users.csv.done", "out/users.done"])(
    "that lies beside the file lets it be read: %s",
    async (marker) => {
      folder = await open({ marker: ".done" });
      folder.put("out/users.csv", people(2));
      folder.put(marker, "");
      expect(await folder.run()).toMatchObject({ state: "succeeded", counts: { created: 2 } });
    },
  );

  test("that is missing is waited for, and then the run says for what; the next one looks again", async () => {
    folder = await open({ marker: ".ok" });
    folder.put("out/users.csv", people(2));
    folder.put("out/other.csv.ok", "");
    const run = await folder.run();
    expect(run).toMatchObject({
      state: "failed",
      source: null,
      failure: {
        code: "file_waiting",
        message: "Waiting for users.csv.ok or users.ok: users.csv has arrived",
        remedy: "Nothing was changed. The next run looks again.",
      },
    });
    expect(folder.server.reads).toBe(0);
    folder.put("out/users.ok", "");
    expect(await folder.run()).toMatchObject({ state: "succeeded" });
  });

  test("that comes late, within the wait, is enough", async () => {
    folder = await open({ marker: ".done" });
    folder.put("out/users.csv", people(2));
    later(() => folder.put("out/users.done", ""));
    expect(await folder.run()).toMatchObject({ state: "succeeded" });
  });

  test("that is older than the file is that of the file before", async () => {
    folder = await open({ marker: ".done" });
    folder.put("out/users.csv", people(2), at(5));
    folder.put("out/users.done", "", at(4));
    expect(await folder.run()).toMatchObject({ failure: { code: "file_waiting" } });
    folder.put("out/users.done", "", at(5));
    expect(await folder.run()).toMatchObject({ state: "succeeded" });
  });

  test("of a file that isn't there is not what is missing", async () => {
    folder = await open({ marker: ".done" });
    folder.put("out/users.done", "");
    expect(await folder.run()).toMatchObject({
      failure: { code: "source_path", message: "File error: No such file: out/users.csv" },
    });
  });

  test("of the file that a pattern chose is asked for by its name", async () => {
    folder = await open({ marker: ".done" }, "users_{yyyy}{MM}{dd}.csv");
    folder.put("users_20260104.csv", people(2));
    folder.put("users_20260104.done", "");
    folder.put("users_20260105.csv", people(3));
    expect(await folder.run()).toMatchObject({
      failure: {
        message: "Waiting for users_20260105.csv.done or users_20260105.done: users_20260105.csv has arrived",
      },
    });
  });
});

describe("A checksum file", () => {
  const FILE = people(3);

  test.each([
    ["as sha256sum writes it", `${sha256(FILE)}  users.csv\n`],
    ["bare", sha256(FILE).toUpperCase()],
    ["with a path", `${sha256(FILE)} *./exports/users.csv\r\n`],
    ["of a whole folder", `${sha256("x")}  other.csv\n${sha256(FILE)}  users.csv\n`],
  ])("that agrees lets the file be read: %s", async (_, text) => {
    folder = await open({ hasChecksum: true });
    folder.put("out/users.csv", FILE);
    folder.put("out/users.csv.sha256", text);
    expect(await folder.run()).toMatchObject({ state: "succeeded", source: { sha256: sha256(FILE) } });
  });

  test("that does not agree blocks the file after a second look, and nothing changes", async () => {
    folder = await open({ hasChecksum: true });
    folder.put("out/users.csv", FILE);
    folder.put("out/users.csv.sha256", sha256("another"));
    expect(await folder.run()).toMatchObject({
      state: "failed",
      source: null,
      failure: {
        code: "file_checksum",
        message: "File error: out/users.csv does not match users.csv.sha256",
      },
    });
    folder.put("out/users.csv.sha256", sha256(FILE));
    expect(await folder.run()).toMatchObject({ state: "succeeded" });
  });

  test("and a file that were half way at the first look agree at the second", async () => {
    folder = await open({ hasChecksum: true });
    folder.put("out/users.csv", FILE);
    folder.put("out/users.csv.sha256", "");
    later(() => folder.put("out/users.csv.sha256", sha256(FILE)));
    expect(await folder.run()).toMatchObject({ state: "succeeded" });
  });

  test.each([
    ["of another file", `${sha256(FILE)}  employees.csv\n`, "is of another file: employees.csv"],
    ["without a checksum", "no", "holds no SHA-256"],
    ["of another length", sha256(FILE).slice(1), "holds no SHA-256"],
  ])("that can't be used says so: %s", async (_, text, message) => {
    folder = await open({ hasChecksum: true });
    folder.put("out/users.csv", FILE);
    folder.put("out/users.csv.sha256", text);
    expect(await folder.run()).toMatchObject({
      failure: { code: "file_checksum", message: `File error: out/users.csv.sha256 ${message}` },
    });
  });

  test("that is far too large is not read", async () => {
    folder = await open({ hasChecksum: true });
    folder.put("out/users.csv", FILE);
    folder.put("out/users.csv.sha256", "0".repeat(300_000));
    expect(await folder.run()).toMatchObject({ state: "failed", failure: { code: "too_large" } });
  });

  test("that is missing is waited for", async () => {
    folder = await open({ hasChecksum: true });
    folder.put("out/users.csv", FILE);
    expect(await folder.run()).toMatchObject({
      failure: { code: "file_waiting", message: "Waiting for users.csv.sha256: users.csv has arrived" },
    });
    later(() => folder.put("out/users.csv.sha256", sha256(FILE)));
    expect(await folder.run()).toMatchObject({ state: "succeeded" });
  });
});

describe("A row count", () => {
  test("that agrees is left out of the rows; a wrong or missing one blocks the file, and nothing changes", async () => {
    folder = await open({ hasRowCount: true });
    folder.put("out/users.csv", `${people(3)}#rows=3\n`);
    expect(await folder.run()).toMatchObject({
      state: "succeeded",
      counts: { read: 3, created: 3, errors: 0 },
    });
    folder.put("out/users.csv", `${people(2)}#rows=3\n`);
    expect(await folder.run()).toMatchObject({
      state: "failed",
      failure: {
        code: "row_count_wrong",
        message: "The last line says 3 rows (#rows=3), but the file has 2.",
      },
    });
    folder.put("out/users.csv", people(2));
    expect(await folder.run()).toMatchObject({ state: "failed", failure: { code: "row_count_missing" } });
    const [row] = await testDb().sql`
      select count(*)::int as n from users where sync_id = ${folder.syncId} and state = 'active'`;
    expect(row?.n).toBe(3);
  });
});
