import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { failureOf } from "./failure";
import { faultLab } from "./fault-lab";

const { expectWhole, fetch, folder, server } = faultLab();

test.each([
  ["users.csv\nrm", "File error: users.csv?rm holds a character that paths can't have"],
  ["users.csv\0", "File error: users.csv? holds a character that paths can't have"],
  ["users.csv.filepart", "File error: users.csv.filepart is the name of an unfinished upload"],
  ["Users.PART", "File error: Users.PART is the name of an unfinished upload"],
  ["users.tmp", "File error: users.tmp is the name of an unfinished upload"],
  [" ", 'File error: "" is not a path'],
])("a path that can't be meant is refused before anything is connected: %j", async (path, message) => {
  const running = await server();
  const failure = await failureOf(fetch(running.target, { path }));
  expect(failure).toMatchObject({ code: "source_path", message, retry: false });
  expect(running.secretsSeen).toBe(0);
});

test("what a dead run left is replaced, and a link there is not followed", async () => {
  const running = await server();
  const elsewhere = join(folder(), "elsewhere");
  writeFileSync(elsewhere, "precious");
  symlinkSync(elsewhere, join(folder(), "run.csv"));
  await expectWhole(running.target);
  expect(readFileSync(elsewhere, "utf8")).toBe("precious");
  rmSync(elsewhere);
});

test("a disk of ours that can't take the file is our fault, and may be tried again", async () => {
  const running = await server();
  const spoolFile = join(folder(), "missing", "run.csv");
  const failure = await failureOf(fetch(running.target, { spoolFile }));
  expect(failure).toMatchObject({ code: "internal", retry: true });
});
