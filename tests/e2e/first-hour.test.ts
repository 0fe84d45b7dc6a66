import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { EMPLOYEES, writeSampleFiles } from "@/lib/runtime/demo/sample-files";
import { HEADER } from "@/lib/sample-data/people";
import { askDatabase } from "../support/ask-database";
import { type Counted, countClicks } from "../support/clicks";
import { type HrServer, startHrServer } from "../support/hr-server";
import { browserForFile, type Person, takePictures } from "../support/person";

// From the landing page to the first applied sync, with all columns of the demo's sample file, by clicks.

const CLICKS_MAX = 14;
const MINUTES_MAX = 3;
/** Rows of the file that have no usable address, or an ID that another row has. */
const OWN_ERRORS = 4;

const open = browserForFile();
const slug = `aurora-${Date.now().toString(36)}`;
let server: HrServer;
let person: Person;
let counted: Counted;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-sample-"));
  await writeSampleFiles(folder);
  server = await startHrServer({ [EMPLOYEES]: await readFile(join(folder, EMPLOYEES), "utf8") });
  person = await open();
  counted = await countClicks(person);
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const ask = <T extends Row>(question: string) => askDatabase<T>(inject("server").dataDir, question);

test("from the landing page to users who follow the file", async () => {
  const begun = Date.now();
  const { page, press, follow } = person;
  await person.goTo("/");
  await follow("Create an account");
  await counted.type("Your name", "Ada Admin");
  await counted.type("E-mail", `ada@${slug}.example`);
  await counted.type("Password", "four tall giraffes dance");
  await takePictures(person, "first-hour-1-sign-up");
  await press("Create account");
  await page.waitForURL("**/new-organization");
  await counted.type("Name", "Aurora Outdoor");
  await counted.type("Address", slug);
  await takePictures(person, "first-hour-2-organization");
  await press("Create organization");
  await page.getByRole("heading", { name: "Where does the file with your users come from?" }).waitFor();
  await takePictures(person, "first-hour-3-where-from");
  await page.getByRole("link", { name: /^Connect to your SFTP server/ }).click();
  await counted.type("Name", "HR export");
  await counted.type("Host", "127.0.0.1");
  await counted.type("Port", String(server.port));
  await counted.type("User", "hr");
  await counted.type("Password", "s3cret");
  await takePictures(person, "first-hour-4-source");
  await press("Check and save");
  await page.getByRole("button", { name: "Approve key and save" }).waitFor();
  await takePictures(person, "first-hour-4-source-checked");
  await press("Approve key and save");
  await page.waitForURL(/\/attach$/);
  await page.getByRole("button", { name: /employees\.csv/ }).click();
  await takePictures(person, "first-hour-5-file");
  await press("Use this file");
  await page.waitForURL(/\/setup$/);
  await page.getByRole("button", { name: "Add all 6 as fields" }).waitFor();
  await takePictures(person, "first-hour-6-fields");
  await press("Add all 6 as fields");
  await page.getByRole("heading", { name: "Schedule" }).waitFor();
  await takePictures(person, "first-hour-7-schedule");
  await press("Continue");
  await page.getByRole("button", { name: "Continue and make the plan" }).waitFor();
  await takePictures(person, "first-hour-8-limits");
  await press("Continue and make the plan");
  await page.getByRole("heading", { name: "236 changes pending your approval" }).waitFor();
  await takePictures(person, "first-hour-9-plan");
  await press("Apply all 236");
  await page.getByRole("heading", { name: "HR export is on" }).waitFor();
  await takePictures(person, "first-hour-10-on");
  expect(counted.clicks(), counted.log.join("\n")).toBeLessThanOrEqual(CLICKS_MAX);
  expect((Date.now() - begun) / 60_000).toBeLessThanOrEqual(MINUTES_MAX);
});

test("all eleven columns came along, and no warning that our own proposals caused", async () => {
  const [users] = await ask<{ n: number; filled: number }>(
    `select count(*)::int as n, count(*) filter (where u.fields <> '{}')::int as filled
       from users u join organizations o on o.id = u.org_id where o.slug = '${slug}'`,
  );
  expect(users).toEqual({ n: 236, filled: 236 });
  const labels = await ask<{ label: string }>(
    `select f.label from profile_fields f join organizations o on o.id = f.org_id where o.slug = '${slug}'`,
  );
  expect(labels.map(({ label }) => label).sort()).toEqual(HEADER.slice(5).toSorted());
  const [run] = await ask<{ counts: { errors: number; warnings: number } }>(
    `select r.counts from runs r join organizations o on o.id = r.org_id
      where o.slug = '${slug}' and r.applied_at is not null`,
  );
  expect(run?.counts).toMatchObject({ errors: OWN_ERRORS, warnings: 0 });
});

test("the sync is on, and nothing asks for its set-up any more", async () => {
  const [sync] = await ask<{ paused: boolean; setup: unknown; due: boolean }>(
    `select s.paused, s.setup, s.next_run_at is not null as due
       from syncs s join organizations o on o.id = s.org_id where o.slug = '${slug}'`,
  );
  expect(sync).toEqual({ paused: false, setup: null, due: true });
  await person.goTo(`/${slug}/employees/users`);
  await person.page.getByRole("heading", { name: "Users", exact: true }).waitFor();
  expect(await person.page.getByRole("heading", { name: /^Set up/ }).count()).toBe(0);
  expect(person.complaints).toEqual([]);
});
