import { beforeAll, expect, test } from "vitest";
import { axeFindings } from "../support/axe";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { addField, applyAll, dropCsv } from "../support/steps";
import { inline, xlsxOf } from "../support/xlsx";

// A one-off sync by hand: drop a file, see what it would do, apply it.

const HEADER = "ID,Email,First name,Last name,Mobile,Department,Remote";
const FIRST = `${HEADER}\n1,a@example.com,A,One,,"Sales\nMarketing",TRUE\n2,b@example.com,B,Two,,Sales,no\n`;

const open = browserForFile();
let person: Person;
let org: string;

beforeAll(async () => {
  person = await open();
  org = await signUp(person, "Upload Oy");
  await createWorkspace(person, "Club");
  await person.goTo(`/${org}/club/settings/fields`);
  await addField(person, "Department", "Multiple choice", ["Sales", "Marketing"]);
  await addField(person, "Remote", "Yes / No");
});

test("an uploaded file is shown as a plan first, and applied when said so", async () => {
  await drop(FIRST);
  await person.press("Preview changes");
  await person.page.getByRole("button", { name: /^Apply all/ }).waitFor();
  await person.goTo(`/${org}/club/users`);
  await person.sees(/No users yet/i);
  await person.page.goBack();
  await applyAll(person);
  await person.goTo(`/${org}/club/users`);
  await person.follow("A One");
  await person.sees("Sales");
  await person.sees("Marketing");
  await person.page.getByRole("definition").filter({ hasText: /^Yes$/ }).first().waitFor();
});

test("yes or no is what users are filtered by, and what a form offers", async () => {
  const { page } = person;
  const named = (name: string) => page.getByRole("link", { name, exact: true });
  await person.goTo(`/${org}/club/users`);
  await person.press("Add filter");
  await page.getByRole("option", { name: "Remote" }).click();
  await page.getByRole("option", { name: "No", exact: true }).click();
  await page.getByText("Remote is no").waitFor();
  await named("B Two").waitFor();
  expect(await named("A One").count()).toBe(0);
  await person.follow("B Two");
  await person.follow("Edit");
  await page.getByLabel("Remote").click();
  await page.getByRole("option", { name: "Yes", exact: true }).click();
  await person.press("Save user");
  await page.getByRole("definition").filter({ hasText: /^Yes$/ }).first().waitFor();
});

test("add and update only leaves people alone who are not in the file", async () => {
  await drop(`${HEADER}\n3,c@example.com,C,Three,,,\n`);
  await person.press("Preview changes");
  await applyAll(person);
  await person.goTo(`/${org}/club/users`);
  for (const name of ["A One", "B Two", "C Three"]) {
    await person.page.getByRole("link", { name, exact: true }).waitFor();
  }
});

test("a full list says whom it removes before it removes them", async () => {
  await drop(`${HEADER}\n3,c@example.com,C,Three,,,\n`);
  await person.page.getByRole("radio", { name: /^Full list/ }).click();
  await person.press("Preview changes");
  await person.sees("To remove");
  await applyAll(person);
  await person.goTo(`/${org}/club/users`);
  await person.page.getByRole("link", { name: "C Three", exact: true }).waitFor();
  expect(await person.page.getByRole("link", { name: "A One", exact: true }).count()).toBe(0);
});

test.each([
  ["an old workbook", Buffer.from(`d0cf11e0a1b11ae1${"00".repeat(600)}`, "hex"), /old Excel workbook/],
  ["a header without Mobile", Buffer.from("ID,Email,First name,Last name\n1,a@example.com,A,B\n"), /Mobile/],
  ["a quote that never closes", Buffer.from(`${HEADER}\n1,"a@example.com,A,B,,\n`), /quote/i],
])("%s is told in words where it is dropped", async (_, bytes, words) => {
  await person.goTo(`/${org}/club/upload`);
  await person.page.setInputFiles('input[type="file"]', {
    name: "people.csv",
    mimeType: "text/csv",
    buffer: bytes,
  });
  await person.page.getByRole("main").getByText(words).first().waitFor();
});

test("a workbook is read where it is dropped, and the page says which sheet", async () => {
  const rows = [HEADER, "4,d@example.com,D,Four,,,"].map((row) => row.split(",").map(inline).join(""));
  const sheets = [
    { name: "Staff", rows: rows.map((cells) => `<row>${cells}</row>`).join("") },
    { name: "Leavers", rows: "" },
  ];
  await person.goTo(`/${org}/club/upload`);
  await person.page.setInputFiles('input[type="file"]', {
    ...{ name: "people.xlsx", mimeType: "application/octet-stream", buffer: xlsxOf({ sheets }) },
  });
  await person.page.getByRole("button", { name: "Preview changes" }).waitFor();
  await person.sees("sheet “Staff” in people.xlsx");
  await person.sees("Not read: “Leavers”.");
});

test("all columns that are not mapped become fields with all their values in one dialog", async () => {
  const { page } = person;
  const levels = Array.from(
    { length: 8 },
    (_, at) => `${at + 1},p${at}@example.com,P,Nr${at},,,,L${at % 4},${at}`,
  );
  await drop([`${HEADER},Level,Floor`, ...levels, ""].join("\n"));
  await person.press("Map all 2 columns…");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("4 options; later values are added.").waitFor();
  expect(await axeFindings(page, "[role=dialog]")).toEqual([]);
  await dialog.getByLabel("Name of the field for Floor").fill("Storey");
  await dialog.getByRole("button", { name: "Add all 2 as fields" }).click();
  await dialog.waitFor({ state: "hidden" });
  await person.press("Preview changes");
  await applyAll(person);
  await person.goTo(`/${org}/club/users`);
  await person.follow("P Nr3");
  await page.getByRole("definition").filter({ hasText: /^L3$/ }).first().waitFor();
  await page.getByText("Storey", { exact: true }).first().waitFor();
});

test("nothing was complained about in the browser's console", () => {
  expect(person.complaints).toEqual([]);
});

async function drop(text: string): Promise<void> {
  await person.goTo(`/${org}/club/upload`);
  await dropCsv(person, "people.csv", text);
  await person.page.getByRole("button", { name: "Preview changes" }).waitFor();
}
