import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { askDatabase } from "../support/ask-database";
import { axeFindings } from "../support/axe";
import { attachFile, createHrSource, type HrServer, startHrServer, syncNow } from "../support/hr-server";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { applyAll, openTab } from "../support/steps";

// Users that were added manually before the sync came, and a server that takes another password, put right by keyboard.

const FILE = `ID,Email,First name,Last name,Mobile
1,anna@example.com,Anna,Ek,
2,BO@example.com,Bo,Dal,
3,cid@example.com,Cid,Berg,
`;
const OWN_PASSWORD = "four tall giraffes dance";
const NEW_PASSWORD = "n3w s3cret";

const open = browserForFile();
const { dataDir } = inject("server");
let admin: Person;
let org: string;
let server: HrServer;

beforeAll(async () => {
  server = await startHrServer({ "people.csv": FILE });
  admin = await open();
  org = await signUp(admin, "Run Repairs Oy");
  await createWorkspace(admin, "Staff");
  await addUser("Anna", "Old", "anna@example.com");
  await addUser("Bo", "Older", "bo@example.com");
  await createHrSource(admin, org, server);
  await attachFile(admin, { org, workspace: "Staff", path: "people.csv" });
});

afterAll(() => server.stop());

test("users added manually whose addresses a file has are named where the run skipped their rows", async () => {
  await syncNow(admin, org, "Staff");
  await applyAll(admin, /^Succeeded with issues/);
  await openTab(admin, "Issues");
  await admin.page.getByRole("heading", { name: "2 users added manually are in this file" }).waitFor();
  expect(await axeFindings(admin.page)).toEqual([]);
});

test("one of them is connected to the sync, and a preview shows first what the file changes", async () => {
  await pressByKeyboard("Connect Anna Old, anna@example.com");
  await admin.sees("Preview of changes");
  await admin.page.getByRole("row", { name: /anna@example\.com/ }).waitFor();
  expect(await axeFindings(admin.page)).toEqual([]);
  await applyAll(admin, /^Succeeded with issues/);
  await admin.goTo(`/${org}/staff/users`);
  await admin.follow("Anna Ek");
  await admin.sees("HR export");
});

test("the last one is named on the button, and the next file updates them like everybody", async () => {
  await syncNow(admin, org, "Staff");
  await openTab(admin, "Issues");
  await pressByKeyboard("Connect Bo Older to the sync and run again");
  await admin.sees("Preview of changes");
  await applyAll(admin, /^Succeeded/);
  await server.write("people.csv", FILE.replace("Bo,Dal", "Bo,Dahl"));
  await syncNow(admin, org, "Staff");
  await admin.sees(/^Succeeded/);
  await admin.goTo(`/${org}/staff/users`);
  await admin.page.getByRole("link", { name: "Bo Dahl", exact: true }).waitFor();
});

test("a password that the server refuses any more is entered where the run says so, and kept only when it works", async () => {
  server.changePassword(NEW_PASSWORD);
  await syncNow(admin, org, "Staff");
  await admin.page.getByRole("heading", { name: /^Enter the password/ }).waitFor();
  expect(await axeFindings(admin.page)).toEqual([]);
  const failed = admin.page.url();
  await enterPassword("not this one");
  await admin.page.locator("[data-slot=field-error]", { hasText: "Password login failed" }).waitFor();
  expect(admin.page.url()).toBe(failed);
});

test("who signed in long ago says first who they are, and the sync runs with the new password", async () => {
  await askDatabase(
    dataDir,
    `
    update member_sessions set confirmed_at = now() - interval '11 minutes'
    where account_id in (select id from accounts where email = 'ada@${org}.example')`,
  );
  const failed = admin.page.url();
  await enterPassword(NEW_PASSWORD);
  const dialog = admin.page.getByRole("dialog", { name: "Confirm it's you" });
  await dialog.getByLabel("Password", { exact: true }).fill(OWN_PASSWORD);
  await admin.page.keyboard.press("Enter");
  await admin.page.waitForURL((url) => url.href !== failed);
  await admin.sees("No change");
  await admin.goTo(new URL(failed).pathname);
  await admin.sees("Sync failed");
  expect(await admin.page.getByRole("heading", { name: /^Enter the password/ }).count()).toBe(0);
});

test("nothing was complained about in the browser's console", () => {
  expect(admin.complaints).toEqual([]);
});

async function addUser(first: string, last: string, email: string): Promise<void> {
  await admin.goTo(`/${org}/staff/users/new`);
  await admin.page.getByLabel(/^First name/).fill(first);
  await admin.page.getByLabel(/^Last name/).fill(last);
  await admin.fill("E-mail", email);
  await admin.press("Add user");
  await admin.page.getByRole("heading", { name: `${first} ${last}` }).waitFor();
}

async function pressByKeyboard(name: string): Promise<void> {
  const before = admin.page.url();
  const button = admin.page.getByRole("button", { name, exact: true });
  await button.focus();
  await admin.page.keyboard.press("Enter");
  await admin.page.waitForURL((url) => url.href !== before);
}

/** In the form of the run's page, with the Enter key. */
async function enterPassword(password: string): Promise<void> {
  await admin.page.getByRole("main").getByLabel("Password", { exact: true }).fill(password);
  await admin.page.keyboard.press("Enter");
}
