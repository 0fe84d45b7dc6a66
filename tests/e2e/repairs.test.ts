import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { askDatabase } from "../support/ask-database";
import { attachFile, createHrSource, type HrServer, startHrServer, syncNow } from "../support/hr-server";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { addField, applyAll, openTab } from "../support/steps";

// What a sync stumbles over and a person puts right where they read of it.

const TOP = `Staff of Repairs Oy,,,,,
As of 2024-05-01,,,,,
ID,Email,First name,Last name,Mobile,Department
`;
const ROWS = `1,ida@example.com,Ida,Berg,,Sales
2,olof@example.com,Olof,Dahl,,Finance
3,pia@example.com,Pia,Ek,,Treasury
4,ulf@example.com,Ulf,Fors,,Slaes
`;
const PASSWORD = "four tall giraffes dance";

const open = browserForFile();
const { dataDir } = inject("server");
let admin: Person;
let org: string;
let server: HrServer;
let sync: string;

beforeAll(async () => {
  server = await startHrServer({ "people.csv": TOP + ROWS });
  admin = await open();
  org = await signUp(admin, "Repairs Oy");
  await createWorkspace(admin, "Staff");
  await admin.goTo(`/${org}/staff/settings/fields`);
  await addField(admin, "Department", "Single choice", ["Sales"]);
  await createHrSource(admin, org, server);
  await attachFile(admin, { org, workspace: "Staff", path: "people.csv" });
});

afterAll(() => server.stop());

test("of a file with titles above its header, the error names the line that is the header", async () => {
  await syncNow(admin, org, "Staff");
  await admin.sees(/^The header seems to be on line 3\./);
  await admin.sees(/set “Header row” to 3 in the file settings of the sync/);
});

test("with that setting, one click away, the next run reads it", async () => {
  await admin.follow("Open file settings");
  await admin.page.waitForURL(/\/syncs\/[0-9a-f]{24}\/edit/);
  sync = new URL(admin.page.url()).pathname.replace(/\/edit$/, "");
  expect(await admin.page.getByLabel("Header row", { exact: true }).inputValue()).toBe("1");
  await admin.page.goBack();
  await admin.press("Use line 3");
  await admin.sees("Preview of changes");
  await applyAll(admin, /^Succeeded with issues/);
  await admin.goTo(`${sync}/edit`);
  expect(await admin.page.getByLabel("Header row", { exact: true }).inputValue()).toBe("3");
  await admin.goTo(`${sync}/last`);
});

test("values without an option are added, a misspelling is said to mean one, and the preview knows all of them", async () => {
  await openTab(admin, "Issues");
  await admin.sees("3 values in Department without an option");
  await admin.sees("probably means");
  await admin.press("Add 2 options, use 1 meaning and run again");
  await admin.sees("Preview of changes");
  await applyAll(admin, /^Succeeded/);
  await admin.goTo(`/${org}/staff/users`);
  await admin.follow("Pia Ek");
  await admin.sees("Treasury");
  await admin.goTo(`/${org}/staff/users`);
  await admin.follow("Ulf Fors");
  await admin.sees("Sales");
});

test("a renamed column is used where the run asks for approval", async () => {
  await server.write(
    "people.csv",
    (TOP + ROWS).replace("Department", "Dept.").replace("Treasury", "Finance"),
  );
  await syncNow(admin, org, "Staff");
  await admin.sees("“Dept.” is probably “Department”");
  await admin.press("Use “Dept.” and run again");
  await admin.sees("Preview of changes");
  await applyAll(admin, /^Succeeded/);
});

test("a column that is gone is gone without", async () => {
  await server.write("people.csv", (TOP + ROWS).replace("Department", "Dept.").replace(",Mobile", ",Floor"));
  await syncNow(admin, org, "Staff");
  await admin.sees(/Missing: Mobile/);
  await admin.choose("Column “Mobile”", "Go on without Mobile");
  await admin.press("Go on without Mobile and run again");
  await admin.sees("Preview of changes");
});

test("a source that moves to another host asks for its password again", async () => {
  await admin.goTo(`/${org}/remote-sources`);
  await admin.pick("HR export", "Edit");
  await admin.fill("Host", "localhost");
  await admin.sees(/^Re-enter the password\. The stored password is only used for the host/);
  await admin.press("Check and save");
  await admin.sees(/^Enter the password again\./);
});

test("and for the member's own one, when they entered it more than ten minutes ago", async () => {
  await askDatabase(
    dataDir,
    `
    update member_sessions set confirmed_at = now() - interval '11 minutes'
    where account_id in (select id from accounts where email = 'ada@${org}.example')`,
  );
  await admin.fill("Password", "s3cret");
  await admin.press("Check and save");
  const dialog = admin.page.getByRole("dialog", { name: "Confirm it's you" });
  await dialog.waitFor();
  await dialog.getByLabel("Password", { exact: true }).fill("not this one");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog
    .getByText(/^This is not your password\./)
    .first()
    .waitFor();
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await admin.sees("The connection works");
  await admin.press("Approve key and save");
  await admin.page.waitForURL(/remote-sources(\?|$)/);
  await admin.sees("Connection works");
  await admin.sees("localhost");
});

test("nothing was complained about in the browser's console", () => {
  expect(admin.complaints).toEqual([]);
});
