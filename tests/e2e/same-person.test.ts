import { beforeAll, expect, test } from "vitest";
import { browserForFile, createWorkspace, type Person, signUp, takePicture } from "../support/person";
import { applyAll, dropCsv, openTab } from "../support/steps";

// Who somebody is: new IDs of people one may know, and a person whom a file may not remove.

const HEADER = "ID,Email,First name,Last name,Mobile";
const CORA = "3,cora@example.com,Cora,Diaz,";
const FIRST = `${HEADER}\n1,ann@example.com,Ann,Lee,\n2,ben@example.com,Ben,Olsen,\n${CORA}\n`;
// Ann has married; Ben's address was given to somebody else.
const SECOND = `${HEADER}\n11,ann@example.com,Ann,Lindqvist,\n12,ben@example.com,Bea,Holm,\n${CORA}\n`;

const open = browserForFile();
let admin: Person;
let org: string;
let annsPage: string;

beforeAll(async () => {
  admin = await open();
  org = await signUp(admin, "Identity Oy");
  await createWorkspace(admin, "Club");
  await show(FIRST);
  await applyAll(admin);
  await openUser("Ann Lee");
  annsPage = new URL(admin.page.url()).pathname;
});

test("a new ID that is possibly somebody known is a choice on its line, another person unless said otherwise", async () => {
  await show(SECOND);
  await admin.sees("2 new IDs may belong to existing users");
  for (const name of ["Ann Lindqvist", "Bea Holm"]) {
    await choice(name).getByRole("button", { name: "Different person", pressed: true }).waitFor();
  }
  await admin.page.getByText("Possibly the same person as").first().waitFor();
});

test("the same person keeps the line of the user, and nobody is removed for it", async () => {
  await choice("Ann Lindqvist").getByRole("button", { name: "Same person" }).click();
  await choice("Ann Lindqvist").getByRole("button", { name: "Same person", pressed: true }).waitFor();
  await admin.sees("1 the same person, 1 a different person");
  await takePicture(admin, "same-person");
  await applyAll(admin);
});

test("once applied, the one is who she was under her new ID, and the other somebody new", async () => {
  await openUser("Ann Lindqvist");
  expect(new URL(admin.page.url()).pathname).toBe(annsPage);
  await admin.page.getByText("11", { exact: true }).first().waitFor();
  await openUser("Bea Holm");
  await admin.sees("ben@example.com");
  await admin.goTo(`/${org}/club/users`);
  expect(await admin.page.getByRole("link", { name: "Ben Olsen", exact: true }).count()).toBe(0);
});

test("an author who is not in the file stays with a warning", async () => {
  await openUser("Cora Diaz");
  await admin.follow("Edit");
  await admin.choose("Role", "Author");
  await admin.page.getByRole("button", { name: /^Save/ }).click();
  await admin.page.getByRole("link", { name: "Edit", exact: true }).waitFor();
  await show(SECOND.replace(`${CORA}\n`, ""));
  await admin.sees("Succeeded with issues");
  await openTab(admin, "Issues");
  await admin.sees("Cora Diaz is not in the file but is kept because of the role author");
});

test("and is removed from there by a person", async () => {
  await admin.press("Remove 1 user");
  await admin.page.getByRole("alertdialog").getByRole("button", { name: "Remove 1 user" }).click();
  await admin.sees("Removed 1 user");
  await admin.page.getByRole("button", { name: "Remove 1 user" }).waitFor({ state: "detached" });
  await admin.goTo(`/${org}/club/users`);
  await admin.page.getByRole("link", { name: "Bea Holm", exact: true }).waitFor();
  expect(await admin.page.getByRole("link", { name: "Cora Diaz", exact: true }).count()).toBe(0);
});

test("nothing was complained about in the browser's console", () => {
  expect(admin.complaints).toEqual([]);
});

function choice(name: string) {
  return admin.page.getByRole("group", { name: `Who ${name} is` });
}

async function openUser(name: string): Promise<void> {
  await admin.goTo(`/${org}/club/users`);
  await admin.follow(name);
  await admin.page.getByRole("heading", { name, level: 1 }).waitFor();
}

async function show(text: string): Promise<void> {
  await admin.goTo(`/${org}/club/upload`);
  await dropCsv(admin, "people.csv", text);
  await admin.page.getByRole("button", { name: "Preview changes" }).waitFor();
  await admin.page.getByRole("radio", { name: /^Full list/ }).click();
  await admin.press("Preview changes");
  await admin.page.waitForURL(/\/runs\//);
}
