import { afterAll, beforeAll, expect, test } from "vitest";
import { attachFile, createHrSource, type HrServer, startHrServer, syncNow } from "../support/hr-server";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { applyAll } from "../support/steps";

// A file with a date in its name, from its pattern to the run that took the newest one.

const HEADER = "ID,Email,First name,Last name,Mobile\n";
const row = (id: number) => `${id},p${id}@example.com,First,Last,\n`;

const open = browserForFile();
let admin: Person;
let org: string;
let server: HrServer;
let sync: string;

beforeAll(async () => {
  server = await startHrServer({
    "people_20260104.csv": HEADER + row(1),
    "people_20260105.csv": HEADER + row(1) + row(2),
  });
  admin = await open();
  org = await signUp(admin, "Patterns Oy");
  await createWorkspace(admin, "Staff");
  await createHrSource(admin, org, server);
  await attachFile(admin, { org, workspace: "Staff", path: "people_20260104.csv" });
});

afterAll(() => server.stop());

test("a file with a date offers a pattern, and the form shows which file it would take", async () => {
  await admin.goTo(`/${org}/staff/syncs`);
  await admin.page.getByRole("main").getByRole("link", { name: "HR export" }).first().click();
  await admin.page.waitForURL(/\/syncs\/[0-9a-f]{24}$/);
  sync = new URL(admin.page.url()).pathname;
  await admin.goTo(`${sync}/edit`);
  await admin.page.getByRole("button", { name: /^Use a pattern for files like this/ }).click();
  expect(await admin.page.getByLabel("Path", { exact: true }).inputValue()).toBe("people_{yyyy}{MM}{dd}.csv");
  await admin.sees(
    /A run would take people_20260105\.csv.*The newest date\. Also matches: people_20260104\.csv\./,
  );
  await admin.fill("Path", "persons_{yyyy}{MM}{dd}.csv");
  await admin.sees(/No file matches persons_.*people_20260104\.csv, people_20260105\.csv/);
  await admin.fill("Path", "people_{YYYY}.csv");
  await admin.sees(/is not a date word/);
  await admin.fill("Path", "people_{yyyy}{MM}{dd}.csv");
  await admin.page.getByLabel("Marker file", { exact: true }).click();
  await admin.page.getByRole("option", { name: "A file that ends in .done" }).click();
  await admin.press("Save sync");
  await admin.page.waitForURL((url) => url.pathname === sync);
  await admin.goTo(`${sync}/edit`);
  const marker = admin.page.getByLabel("Marker file", { exact: true });
  expect(await marker.textContent()).toBe("A file that ends in .done");
});

test("a run says which file it took, and what else matched", async () => {
  await server.write("people_20260105.done", "");
  await syncNow(admin, org, "Staff");
  await applyAll(admin);
  await admin.page.getByText("Details of this run").click();
  await admin.sees(/Newest match of people_\{yyyy\}\{MM\}\{dd\}\.csv\. Also matched: people_20260104\.csv/);
});

test("an older file is synced on request, and needs approval", async () => {
  await server.write("people_20260104.done", "");
  await admin.goTo(sync);
  await admin.pick("HR export", "Sync a file…");
  const dialog = admin.page.getByRole("dialog");
  await dialog.getByRole("button", { name: /people_20260104\.csv/ }).click();
  await dialog.getByRole("button", { name: "Sync this file" }).click();
  await admin.page.waitForURL(/\/runs\//);
  await admin.sees("Pending approval");
  await admin.page.getByText("Details of this run").click();
  await admin.sees("Selected by a person instead of people_{yyyy}{MM}{dd}.csv");
  expect(admin.complaints).toEqual([]);
});
