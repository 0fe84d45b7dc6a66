import { beforeAll, expect, test } from "vitest";
import { axeFindings } from "../support/axe";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { addField, applyAll, dropCsv } from "../support/steps";

// Someone with more than 1,000 users: everyone a filter holds is changed at the same time, and changed back.

const USERS = 1_250;
const open = browserForFile();
let admin: Person;
let users: string;

beforeAll(async () => {
  admin = await open();
  const org = await signUp(admin, "Many Oy");
  users = `/${org}/club/users`;
  await createWorkspace(admin, "Club");
  await admin.goTo(`/${org}/club/settings/fields`);
  await addField(admin, "Office", "Text");
  await addField(admin, "Desk", "Number");
  const rows = Array.from(
    { length: USERS },
    (_, at) =>
      `${at + 1},u${at + 1}@example.com,First${at + 1},Last${String(at + 1).padStart(4, "0")},,${USERS - at}`,
  );
  await admin.goTo(`/${org}/club/upload`);
  await dropCsv(admin, "staff.csv", ["ID,Email,First name,Last name,Mobile,Desk", ...rows, ""].join("\n"));
  await admin.press("Preview changes");
  await admin.page.waitForURL(/\/runs\//);
  await applyAll(admin);
});

test("everyone the table shows gets a field, with progress, and undo gives all of them back", async () => {
  const { page } = admin;
  await admin.goTo(users);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await admin.sees("50 users selected");
  await admin.press("Select all 1,250 users");
  await admin.sees("All 1,250 users selected");
  await admin.press("Set a field");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Profile field").click();
  await page.getByRole("option", { name: "Office" }).click();
  await dialog.getByLabel("Office").fill("Helsinki");
  await dialog.getByRole("button", { name: "Set for 1,250 users" }).click();
  const card = page.getByRole("region", { name: "Set Office to Helsinki", exact: true });
  await card.getByText("1,250 users changed").waitFor();
  await card.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Undo for 1,250 users" }).click();
  const undo = page.getByRole("region", { name: "Undo: Set Office to Helsinki" });
  await undo.getByText("1,250 users changed back").waitFor();
  await undo.getByRole("link", { name: "All bulk edits" }).click();
  await page.waitForURL("**/users/bulk-edits");
  await page.getByRole("heading", { name: "Bulk edits", exact: true }).waitFor();
  await expect.poll(() => page.getByRole("region", { name: "Set Office to Helsinki" }).count()).toBe(2);
  expect(await axeFindings(page)).toEqual([]);
  expect(admin.complaints).toEqual([]);
});

test("the table sorts by a field, is saved as a view, and downloads what it shows", async () => {
  const { page } = admin;
  await admin.goTo(`${users}?columns=csvId.field-0&sort=-csvId`);
  await page.getByRole("columnheader", { name: "ID" }).getByRole("link").waitFor();
  expect(await page.getByRole("row").nth(1).textContent()).toContain("First1250");
  await admin.press("Columns");
  await page.getByRole("menuitemcheckbox", { name: "Desk" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("columnheader", { name: "Desk" }).getByRole("link").click();
  await page.waitForURL(/sort=field-/);
  await expect.poll(() => page.getByRole("row").nth(1).textContent()).toContain("First1250");
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await admin.press("Views");
  await page.getByRole("menuitem", { name: "Save this view" }).click();
  await admin.fill("Name", "By desk");
  await admin.press("Save view");
  await page.getByRole("button", { name: "View: By desk" }).waitFor();
  await admin.sees("50 users selected");
  await expect.poll(roomBetweenToastAndBar).toBeGreaterThanOrEqual(0);
  await admin.press("Clear selection");
  await admin.press("Download CSV");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Shown columns" }).click(),
  ]);
  const lines = await read(await download.createReadStream());
  expect(lines).toHaveLength(USERS + 1);
  expect(lines[0]).toBe('"ID","Email","First name","Last name","Desk"');
  expect(lines[1]).toContain('"First1250"');
  await admin.goTo(users);
  await admin.press("Views");
  await page.getByRole("menuitem", { name: "By desk" }).click();
  await page.getByRole("button", { name: "View: By desk" }).waitFor();
});

/** In pixels: from the lower end of the toast to the bar of the selected users; NaN while one of them is not there. */
async function roomBetweenToastAndBar(): Promise<number> {
  const toast = admin.page.locator("[data-sonner-toast]").filter({ hasText: "View saved" });
  const [above, below] = await Promise.all([
    toast.boundingBox(),
    admin.page.getByRole("region", { name: "Selected users" }).boundingBox(),
  ]);
  return (below?.y ?? Number.NaN) - (above ? above.y + above.height : Number.NaN);
}

async function read(stream: AsyncIterable<Buffer>): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8").replace("\ufeff", "").trim().split("\r\n");
}
