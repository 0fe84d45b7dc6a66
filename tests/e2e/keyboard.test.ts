import { beforeAll, expect, test } from "vitest";
import { hasFocus, tabTo } from "../support/keyboard";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { addField, dropCsv } from "../support/steps";

// Without a mouse: a mapping is made, a plan approved, a rule built. Only what leads to these pages is set up otherwise.

const FILE = `ID,Email,First name,Last name,Mobile,department
1,mia@example.com,Mia,Market,,Marketing
2,sam@example.com,Sam,Seller,,Sales
3,leo@example.com,Leo,Lead,,Sales
`;

const open = browserForFile();
let person: Person;
let org: string;

beforeAll(async () => {
  person = await open();
  org = await signUp(person, "Keyboard Oy");
  await createWorkspace(person, "Staff");
  await person.goTo(`/${org}/staff/settings/fields`);
  await addField(person, "Department", "Single choice", ["Sales", "Marketing"]);
});

test("a column is mapped and the mapping saved", async () => {
  await person.goTo(`/${org}/staff/upload`);
  await dropCsv(person, "people.csv", FILE);
  await person.page.getByRole("button", { name: "Preview changes" }).waitFor();
  await tabTo(person.page, /^(Edit|Change|Map|Open).*(mapping|columns)/i);
  await person.page.keyboard.press("Enter");
  await person.page.waitForURL(/upload\/mapping/);
  await person.page.getByRole("button", { name: "Use department as Department" }).waitFor();
  await tabTo(person.page, "Use department as Department");
  await person.page.keyboard.press("Enter");
  await tabTo(person.page, /^Save/);
  await person.page.keyboard.press("Enter");
  await person.sees(/Saved as version/);
  await person.page.waitForURL(/\/upload\?/);
});

test("a plan is approved for one person, after the question what that does", async () => {
  await person.page.getByRole("button", { name: "Preview changes" }).waitFor();
  await tabTo(person.page, "Preview changes");
  await person.page.keyboard.press("Enter");
  await person.page.getByRole("button", { name: /^Apply all/ }).waitFor();
  await tabTo(person.page, "Select Mia Market");
  await person.page.keyboard.press("Space");
  await tabTo(person.page, "Apply selected (1)");
  await person.page.keyboard.press("Enter");
  const dialog = person.page.getByRole("alertdialog");
  await dialog.waitFor();
  await person.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  expect(await person.page.locator(":focus").textContent()).toContain("Apply selected (1)");
  await person.page.keyboard.press("Enter");
  await dialog.waitFor();
  await tabTo(person.page, "Apply selected (1)");
  await person.page.keyboard.press("Enter");
  await person.page
    .getByText(/^Succeeded/)
    .first()
    .waitFor();
  await expect.poll(() => hasFocus(person.page)).toBe(true);
});

test("a rule is built and its list created", async () => {
  const { page } = person;
  await person.goTo(`/${org}/staff/lists/new`);
  await tabTo(page, "Name");
  await page.keyboard.type("Marketing");
  await tabTo(page, "Condition 1: field");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Department" }).first().waitFor();
  await page.keyboard.type("Department");
  await page.keyboard.press("Enter");
  await tabTo(page, /^Condition 1: Department/);
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Marketing" }).first().waitFor();
  await page.keyboard.type("Marketing");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Preview" }).getByText("Mia Market").waitFor();
  await tabTo(page, "Create list");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/lists\/\d+$/);
  await page.getByRole("link", { name: "Mia Market" }).first().waitFor();
});
