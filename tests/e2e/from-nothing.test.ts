import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/lib/runtime/free-port";
import { type HrServer, startHrServer } from "../support/hr-server";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { addField } from "../support/steps";

// The customer's way, from an empty installation to users who follow a file, in the customer's words.

const FILE = `ID,Email,First name,Last name,Mobile,Role,Region,Birthdate
12345,john.doe@example.com,John,Doe,,"Manager Region Lead","EUROPE ""COMMUNITY"" REGION",1984-01-23
23456,peter.pan@example.com,Peter,Pan,+358123123,Employee,"ASIA, AFRICA & AUSTRALIA",1953-02-05
`;

const open = browserForFile();
let person: Person;
let org: string;
let server: HrServer;

beforeAll(async () => {
  server = await startHrServer({ "people.csv": FILE });
  person = await open();
  org = await signUp(person, "Acme Oy");
});

afterAll(() => server.stop());

test("a workspace gets profile fields of every type", async () => {
  await createWorkspace(person, "People");
  await person.goTo(`/${org}/people/settings/fields`);
  await addField(person, "Role", "Single choice", ["Manager Region Lead", "Employee"]);
  await addField(person, "Region", "Single choice", [
    'EUROPE "COMMUNITY" REGION',
    "ASIA, AFRICA & AUSTRALIA",
  ]);
  await addField(person, "Birthdate", "Date");
  await addField(person, "Title", "Text");
  await addField(person, "Level", "Number");
  await addField(person, "Department", "Multiple choice", ["Sales", "Marketing"]);
  for (const label of ["Role", "Region", "Birthdate", "Title", "Level", "Department"])
    await person.sees(label);
});

test("a Remote Source is created and appears on the page with the server's fingerprint", async () => {
  await person.follow("Remote Sources");
  await person.follow("Create a new Remote Source");
  expect(await person.page.getByLabel("Port", { exact: true }).inputValue()).toBe("22");
  await person.fill("Name", "HR export");
  await person.fill("Host", "127.0.0.1");
  await person.fill("Port", String(server.port));
  await person.fill("User", "hr");
  await person.fill("Password", "s3cret");
  await person.press("Check and save");
  await person.sees("The connection works");
  await person.sees(/SHA256:/);
  await person.press("Approve key and save");
  await person.page.waitForURL(/remote-sources\/[^/]+\/attach/);
  await person.follow("Remote Sources");
  await person.page.getByRole("heading", { name: "HR export" }).waitFor();
  await person.sees("Connection works");
});

test("a file of it is attached to the workspace", async () => {
  await person.follow("Workspaces");
  await attach("HR export", "people.csv");
  await person.follow("Remote Sources");
  await person.page.getByRole("main").getByRole("link", { name: "People", exact: true }).waitFor();
  await person.sees("people.csv");
});

test("Sync now makes a plan, which waits, is applied, and shows what it did", async () => {
  await person.pick("People", "Sync now");
  await person.goTo(`/${org}/remote-sources`);
  await person.pick("People", "View last sync results");
  await person.page.getByRole("button", { name: /^Apply all/ }).click();
  const dialog = person.page.getByRole("alertdialog");
  if (await dialog.isVisible().catch(() => false))
    await dialog.getByRole("button", { name: /^Apply/ }).click();
  await person.sees("Succeeded");
  await person.page.getByText("john.doe@example.com").first().waitFor();
});

test("the users are there with exactly what the file says", async () => {
  await person.follow("Users");
  await person.follow("John Doe");
  await person.sees("Manager Region Lead");
  await person.sees('EUROPE "COMMUNITY" REGION');
  await person.sees("12345");
  await person.goTo(`/${org}/people/users`);
  await person.follow("Peter Pan");
  await person.sees("+358123123");
  await person.sees("ASIA, AFRICA & AUSTRALIA");
});

test("the results are found under Settings, Integrations, Remote Source", async () => {
  await person.follow("Integrations");
  await person.page
    .getByRole("main")
    .getByRole("link", { name: /Remote Source/ })
    .first()
    .click();
  await person.page.waitForURL("**/settings/integrations/remote-source");
  await person.follow("View Last Sync Results");
  await person.page.waitForURL(/\/runs\//);
  await person.sees("Succeeded");
});

test("a broken file ends in its own words, changes nothing, and the next good one works", async () => {
  await server.write("people.csv", FILE.replace("Peter", '"Peter'));
  await person.follow("Remote Sources");
  await person.pick("People", "Sync now");
  await lastResults();
  await person.sees("Failed");
  await person.sees(/quote/i);
  await server.write("people.csv", FILE.replace("Peter", "Petra"));
  await person.follow("Remote Sources");
  await person.pick("People", "Sync now");
  await lastResults();
  await person.sees("Petra");
  await person.sees("Succeeded");
});

test("a wrong password is told as such", async () => {
  await person.follow("Remote Sources");
  await person.pick("HR export", "Edit");
  await person.fill("Password", "wrong");
  await person.press("Check and save");
  await person.sees("Connection error: Password login failed");
  await person.press("Save without checking");
  await person.page.waitForURL(/remote-sources(\?|$)/);
  await person.goTo(`/${org}/remote-sources`);
  await person.pick("People", "Sync now");
  await lastResults();
  await person.sees("Connection error: Password login failed");
});

test("a server that is away is told while the run goes on trying, and the run can be cancelled", async () => {
  await person.follow("Remote Sources");
  await person.pick("HR export", "Edit");
  await person.fill("Port", String(await freePort()));
  await person.fill("Password", "s3cret");
  await person.press("Check and save");
  await person.sees(/^Connection error: Error \(ECONNREFUSED\)/);
  await person.press("Save without checking");
  await person.page.waitForURL(/remote-sources(\?|$)/);
  await person.goTo(`/${org}/remote-sources`);
  await person.pick("People", "Sync now");
  await lastResults();
  await person.sees(/^Connection error: Error \(ECONNREFUSED\) opening connection: /);
  await person.press("Cancel run");
  await person.sees("Cancelled");
});

test("nothing was complained about in the browser's console", () => {
  expect(person.complaints).toEqual([]);
});

async function attach(source: string, path: string): Promise<void> {
  await person.pick("People", "Attach Remote Source");
  const dialog = person.page.getByRole("dialog");
  const chosen = dialog.getByLabel("Remote Source", { exact: true });
  if (!(await chosen.textContent())?.includes(source)) {
    await chosen.click();
    await person.page.getByRole("option", { name: new RegExp(source) }).click();
  }
  await dialog.getByLabel("Path", { exact: true }).fill(path);
  await dialog.getByRole("button", { name: "Save Remote Source" }).click();
  await dialog.waitFor({ state: "hidden" });
  await person.page.waitForURL(/\/setup$/);
}

/** The results of the run that was just asked for, once it has ended. */
async function lastResults(): Promise<void> {
  await person.page.waitForTimeout(500);
  await person.goTo(`/${org}/remote-sources`);
  await person.pick("People", "View last sync results");
  await person.page.waitForURL(/\/runs\//);
}
