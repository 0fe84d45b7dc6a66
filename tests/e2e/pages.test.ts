import { afterAll, beforeAll, expect, test } from "vitest";
import { attachFile, createHrSource, type HrServer, startHrServer, syncNow } from "../support/hr-server";
import { browserForFile, createWorkspace, type Person, signUp, takePicture } from "../support/person";
import { addField, applyAll, enterPortal, openTab } from "../support/steps";

// From a CSV on a customer's server to a page that only Marketing can open, and shut again by the next file.

const HEADER = "ID,Email,First name,Last name,Mobile,department,Start date";
const MIA = '1,mia@example.com,Mia,Market,,"Marketing\nSales",2024-05-01';
const SAM = "2,sam@example.com,Sam,Seller,,Sales,2023-01-15";
const LEO = "3,leo@example.com,Leo,Lead,,Marketing,2019-11-30";
const FILE = `${HEADER}\n${MIA}\n${SAM}\n${LEO}\n`;

const open = browserForFile();
let admin: Person;
let mia: Person;
let org: string;
let server: HrServer;
let portal: string;

beforeAll(async () => {
  server = await startHrServer({ "people.csv": FILE });
  admin = await open();
  org = await signUp(admin, "Pages Oy");
  portal = `/p/${org}/people`;
  await createWorkspace(admin, "People");
});

afterAll(() => server.stop());

test("a multiple-choice Department, a source and its file are set up", async () => {
  await admin.goTo(`/${org}/people/settings/fields`);
  await addField(admin, "Department", "Multiple choice", ["Sales", "Marketing"]);
  await createHrSource(admin, org, server);
  await attachFile(admin, { org, workspace: "People", path: "people.csv" });
});

test("a first run shows that nobody would get a department, since the file spells it otherwise", async () => {
  await syncAndWait();
  await openTab(admin, "Issues");
  await admin.sees(/Field 6 \(department\) is unknown/);
});

test("the mapping editor proposes what the columns mean, and saving offers the preview", async () => {
  await admin.goTo(`/${org}/people/syncs`);
  await admin.page
    .getByRole("main")
    .getByRole("link", { name: /HR export|people/ })
    .first()
    .click();
  await admin.page.waitForURL(/\/syncs\/[0-9a-f]{24}$/);
  await admin.goTo(`${new URL(admin.page.url()).pathname}/mapping`);
  await admin.page.getByRole("button", { name: "Use department as Department" }).waitFor();
  await takePicture(admin, "mapping");
  await admin.press("Use department as Department");
  await admin.press("Add field for Start date");
  const dialog = admin.page.getByRole("dialog");
  await dialog.getByText(/^Suggested/).waitFor();
  await dialog.getByRole("button", { name: "Add field" }).click();
  await dialog.waitFor({ state: "hidden" });
  await admin.page.getByRole("button", { name: /^Save/ }).click();
  await admin.sees("Saved as version 2");
  await admin.press("Preview changes");
  await admin.page.waitForURL(/\/runs\//);
  await applyAll(admin);
});

test("a rule says who is in Marketing, counted while it is built", async () => {
  await admin.goTo(`/${org}/people/lists/new`);
  await admin.fill("Name", "Marketing");
  await admin.choose("Condition 1: field", "Department");
  await admin.page.getByRole("combobox", { name: /^Condition 1: Department/ }).click();
  await admin.page.getByRole("option", { name: "Marketing" }).click();
  await admin.page.keyboard.press("Escape");
  await admin.page.getByRole("region", { name: "Preview" }).getByText("Mia Market").waitFor();
  await takePicture(admin, "rule");
  await admin.press("Create list");
  await admin.page.waitForURL(/\/lists\/\d+$/);
  await admin.page.getByRole("link", { name: "Mia Market" }).first().waitFor();
  await admin.page.getByRole("link", { name: "Leo Lead" }).first().waitFor();
  expect(await admin.page.getByRole("link", { name: "Sam Seller" }).count()).toBe(0);
});

test("a page is made that only this list opens", async () => {
  await admin.goTo(`/${org}/people/pages/new`);
  await admin.fill("Title", "Campaigns");
  await admin.page.getByLabel("Text", { exact: true }).fill("# Spring\n\nThe **secret** plan.");
  await admin.page.getByRole("checkbox", { name: "Marketing" }).click();
  await admin.page.getByRole("button", { name: /^(Create|Add) page/ }).click();
  await admin.page.waitForURL(/\/pages(\?|$|\/\d)/);
});

test("someone in Marketing signs in by an e-mailed link that works once, and reads it", async () => {
  mia = await open();
  await enterPortal(mia, admin, { portal, email: "mia@example.com" });
  await mia.follow("Campaigns");
  await mia.sees("secret");
  await takePicture(mia, "portal");
});

test("someone in Sales finds no such page, whatever address they type", async () => {
  const sam = await open();
  await enterPortal(sam, admin, { portal, email: "sam@example.com" });
  await sam.sees("No pages for you yet");
  await sam.goTo(`${portal}/campaigns`);
  await sam.sees("Page not found");
  expect(await sam.page.getByText("secret").count()).toBe(0);
});

test("the table of users has columns of one's own and is narrowed by a field", async () => {
  await admin.goTo(`/${org}/people/users`);
  await admin.press("Columns");
  await admin.page.getByRole("menuitemcheckbox", { name: "Department" }).click();
  await admin.page.keyboard.press("Escape");
  await admin.page.getByRole("columnheader", { name: "Department" }).waitFor();
  await admin.press("Add filter");
  await admin.page.getByRole("option", { name: "Department" }).click();
  await admin.page.getByRole("option", { name: "Marketing" }).click();
  await admin.press("Apply");
  await admin.page.getByRole("list", { name: "Filters" }).waitFor();
  await admin.page.getByRole("link", { name: "Sam Seller" }).waitFor({ state: "detached" });
  await admin.page.getByRole("link", { name: "Leo Lead" }).waitFor();
  await takePicture(admin, "users-table");
});

test("options are found and selected with the keyboard, and an error is read out with its field", async () => {
  const page = await admin.page.context().newPage();
  await page.goto(`/${org}/people/users/new`);
  await page.waitForLoadState("networkidle");
  const departments = page.getByRole("combobox", { name: "Department", exact: true });
  await departments.press("Enter");
  const search = page.getByRole("combobox", { name: "Search options" });
  await search.fill("mark");
  await search.press("Enter");
  await search.fill("sal");
  await search.press("Enter");
  await search.press("Escape");
  expect(await departments.textContent()).toBe("Sales, Marketing");
  const email = page.getByLabel("E-mail", { exact: true });
  await email.fill("nobody");
  await email.press("Control+Enter");
  const error = page.getByRole("alert").filter({ hasText: "e-mail" });
  const id = await error.getAttribute("id");
  expect((await email.getAttribute("aria-describedby"))?.split(" ")).toContain(id);
  expect(await email.getAttribute("aria-invalid")).toBe("true");
  await page.close();
});

test("a user's page says why they are in the list, and their portal can be looked at", async () => {
  await admin.goTo(`/${org}/people/users`);
  await admin.follow("Mia Market");
  await admin.page.getByRole("link", { name: "Marketing", exact: true }).first().scrollIntoViewIfNeeded();
  const [tab] = await Promise.all([admin.page.waitForEvent("popup"), admin.press("View as this user")]);
  await tab.getByText("You are viewing this as").waitFor();
  await tab.getByRole("link", { name: "Campaigns" }).waitFor();
  await tab.close();
});

test("the file moves her to Sales: the plan says that the list and the page lose her, and the page closes", async () => {
  await server.write("people.csv", FILE.replace('"Marketing\nSales"', "Sales"));
  await syncAndWait();
  await admin.sees("Succeeded");
  await openTab(admin, "Effects");
  await admin.sees("Campaigns");
  await mia.page.reload();
  await mia.sees("Page not found");
  await mia.goTo(portal);
  await mia.sees("No pages for you yet");
});

test("nothing but the closed page was complained about in the browser's console", () => {
  expect(admin.complaints).toEqual([]);
  expect(mia.complaints.filter((text) => !/status of 404/.test(text))).toEqual([]);
});

/** Runs the sync and waits on the page of its results. */
async function syncAndWait(): Promise<void> {
  await syncNow(admin, org, "People");
  await admin.page
    .getByText(/^(Succeeded|Pending approval|No change)/)
    .first()
    .waitFor();
}
