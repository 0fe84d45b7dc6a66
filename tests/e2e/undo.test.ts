import { beforeAll, expect, test } from "vitest";
import { browserForFile, createWorkspace, type Person, signUp, takePicture } from "../support/person";
import { dropCsv } from "../support/steps";

// A plan that is looked at, applied to some, undone, and asked about afterwards.

const HEADER = "ID,Email,First name,Last name,Mobile";
const FIRST = `${HEADER}\n1,ada@example.com,Ada,Byron,\n2,grace@example.com,Grace,Hopper,\n5,mary@example.com,Mary,Keller,\n6,jean@example.com,Jean,Bartik,\n`;
// Grace, Mary and Jean have left, Grace's address goes to Joan; Ada has married; Kim is new.
const SECOND = `${HEADER}\n1,ada@example.com,Ada,King,\n3,grace@example.com,Joan,Clarke,\n4,kim@example.com,Kim,Long,\n`;

const open = browserForFile();
let person: Person;
let org: string;

beforeAll(async () => {
  person = await open();
  org = await signUp(person, "Undo Oy");
  await createWorkspace(person, "Club");
  await show(FIRST);
  await person.page.getByRole("button", { name: "Apply all 4" }).click();
  await ended();
});

test("a change that needs another says so, and takes it along when asked", async () => {
  await show(SECOND);
  await person.page.getByRole("checkbox", { name: "Select Ada King" }).click();
  await person.page.getByRole("checkbox", { name: "Select Joan Clarke" }).click();
  await person.sees("Depends on the change to ID 2, which is not selected.");
  await takePicture(person, "held-plan");
  await person.press("Select both");
  await person.page.getByRole("button", { name: "Apply selected (3)" }).waitFor();
});

test("a selection survives a filter and a reload", async () => {
  await person.choose("Type of change", "Removed (3)");
  await person.page.getByRole("checkbox", { name: "Select Ada King" }).waitFor({ state: "detached" });
  expect(await person.page.getByRole("checkbox", { name: "Select Grace Hopper" }).isChecked()).toBe(true);
  await person.page.reload();
  await person.page.getByRole("button", { name: "Apply selected (3)" }).waitFor();
});

test("the selected changes are applied and the others left out", async () => {
  await person.press("Apply selected (3)");
  const dialog = person.page.getByRole("alertdialog");
  await dialog.getByText("1 user will be created").waitFor();
  await dialog.getByText("1 user will be removed and disappear").waitFor();
  await dialog.getByText("The other 3 changes are left out.").waitFor();
  await dialog.getByRole("button", { name: "Apply selected (3)" }).click();
  await ended();
  await person.page.getByText("Left out").first().waitFor();
  await person.goTo(`/${org}/club/users`);
  await person.page.getByRole("link", { name: "Joan Clarke", exact: true }).waitFor();
  expect(await person.page.getByRole("link", { name: "Kim Long", exact: true }).count()).toBe(0);
});

test("what someone changed since stays when the run is undone, and its plan says who changed it", async () => {
  await person.follow("Ada King");
  await person.follow("Edit");
  await person.page.getByRole("textbox", { name: /^Last name/ }).fill("Lovelace");
  await person.page.getByRole("button", { name: /^Save/ }).click();
  await person.page.getByRole("heading", { name: "Ada Lovelace" }).waitFor();
  await person.goTo(`/${org}/club/runs`);
  await person.page.getByRole("row").nth(1).getByRole("link").first().click();
  await person.press("Undo this run");
  await person.page.getByRole("alertdialog").getByRole("button", { name: "Preview undo" }).click();
  await person.sees("This plan undoes");
  await person.sees(/kept, Ada Admin changed it/);
});

test("an undo that is applied puts people back, and both runs say so", async () => {
  await person.page.getByRole("button", { name: /^Undo all/ }).click();
  await person.page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Undo all/ })
    .click();
  await ended();
  await person.page
    .getByRole("main")
    .getByRole("link", { name: /^the run of/ })
    .first()
    .click();
  await person.sees(/^Undone by Ada Admin/);
  await person.goTo(`/${org}/club/users`);
  await person.page.getByRole("link", { name: "Grace Hopper", exact: true }).waitFor();
  await person.page.getByRole("link", { name: "Ada Lovelace", exact: true }).waitFor();
  expect(await person.page.getByRole("link", { name: "Joan Clarke", exact: true }).count()).toBe(0);
});

test("a user's page tells why they are as they are, from the row that brought them", async () => {
  await person.follow("Grace Hopper");
  await person.sees(/First seen/);
  await person.sees(/row 3 of people.csv/);
  await person.sees(/requested by Ada Admin and approved/);
  await takePicture(person, "why");
});

test("someone who was removed is found by name, marked as removed", async () => {
  await person.goTo(`/${org}/club/users?q=Joan`);
  await person.page.getByRole("heading", { name: "Matching removed users" }).waitFor();
  await person.follow("Joan Clarke");
  await person.sees(/^Removed/);
  await person.sees(/Will be permanently deleted on/);
});

test("nothing was complained about in the browser's console", () => {
  expect(person.complaints).toEqual([]);
});

async function show(text: string): Promise<void> {
  await person.goTo(`/${org}/club/upload`);
  await dropCsv(person, "people.csv", text);
  await person.page.getByRole("button", { name: "Preview changes" }).waitFor();
  await person.page.getByRole("radio", { name: /^Full list/ }).click();
  await person.press("Preview changes");
  await person.page.getByRole("button", { name: /^Apply all/ }).waitFor();
}

async function ended(): Promise<void> {
  await person.page
    .getByText(/^Succeeded/)
    .first()
    .waitFor();
}
