import { beforeAll, expect, inject, test } from "vitest";
import { browserForFile, type Person, signUp } from "../support/person";

// Help where it is needed: a sandbox from one click to none, the help menu, and what an IT team gets without an account.

const open = browserForFile();
let person: Person;
let org: string;

beforeAll(async () => {
  person = await open();
  org = await signUp(person, "Helpful Oy");
});

test("one click makes a sandbox with users, lists, pages and a drop, and shows its first run", async () => {
  await person.goTo(`/${org}/workspaces`);
  await person.page.getByRole("main").getByRole("button", { name: "Try with sample data" }).first().click();
  await person.page.waitForURL(/\/sandbox\/runs\/[^/]+$/);
  await person.page.getByText("Succeeded with issues").first().waitFor();
  await person.goTo(`/${org}/sandbox/users`);
  await person.page.getByText("39 users").first().waitFor();
  await person.goTo(`/${org}/sandbox/pages`);
  await person.sees("News for Sales");
  await person.goTo(`/${org}/remote-sources`);
  await person.page.getByRole("heading", { name: "Sandbox drop" }).waitFor();
});

test("the next sample file makes a plan that is pending approval", async () => {
  await person.goTo(`/${org}/sandbox/users`);
  await person.press("Send the next sample file");
  await person.page.waitForURL(/\/sandbox\/runs\/[^/]+$/);
  await person.page.getByText("Pending approval").first().waitFor();
});

test("the help menu says what the page is for, and leads to the file format and the keys, by keyboard alone", async () => {
  const { page } = person;
  await person.goTo(`/${org}/sandbox/teams`);
  const button = page.getByRole("banner").getByRole("button", { name: "Help" });
  await button.focus();
  await page.keyboard.press("Enter");
  const help = page.getByRole("dialog", { name: "Help" });
  await help.getByRole("heading", { name: "Teams" }).waitFor();
  await help.getByText("Who works together and who leads them.").waitFor();
  expect(await help.getByRole("link", { name: "File format and issue codes" }).getAttribute("href")).toBe(
    "/help/file-format",
  );
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press("Enter");
  await help.getByRole("button", { name: "Keyboard shortcuts" }).press("Enter");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
});

test("the question mark beside a field explains it, and gives the focus back", async () => {
  const { page } = person;
  await person.goTo(`/${org}/remote-sources/new?kind=sftp`);
  const hint = page.getByRole("button", { name: "Help with “Host”" });
  await hint.focus();
  await page.keyboard.press("Enter");
  const shown = page.getByRole("dialog", { name: "Host" });
  await shown.getByText("without sftp://").waitFor();
  await page.keyboard.press("Escape");
  await shown.waitFor({ state: "hidden" });
  expect(await hint.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("the file format and the sample file are there for anyone, and the sample is a file that the format allows", async () => {
  const { url } = inject("server");
  const page = await (await fetch(`${url}/help/file-format`)).text();
  for (const code of ["file_unclosed_quote", "email_duplicate", "option_unknown"])
    expect(page).toContain(code);
  const sample = await fetch(`${url}/help/sample.csv`);
  expect(sample.headers.get("content-disposition")).toContain("sample-users.csv");
  expect((await sample.text()).split("\n")[0]).toBe(
    "ID,Email,First name,Last name,Mobile,Job title,Department,Location,Languages,Start date,Hours per week",
  );
});

test("an IT team opens its instructions by a link, without an account, until the link is revoked", async () => {
  const { page } = person;
  await person.goTo(`/${org}/remote-sources`);
  await person.follow("Sandbox drop");
  await page.getByRole("link", { name: "Instructions for IT" }).click();
  await page.getByRole("heading", { name: "Instructions for your IT team", level: 1 }).waitFor();
  await person.press("Make a link");
  await person.sees("Copy the link now. It is not shown again.");
  const link = (await page.getByText(/\/help\/it\/[\w-]{43}$/).textContent())?.trim() ?? "";

  const answer = await fetch(link);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  expect(answer.headers.get("x-robots-tag")).toContain("noindex");
  expect(answer.headers.get("cache-control")).toContain("no-store");

  const stranger = await open();
  await stranger.page.goto(link);
  await stranger.page.getByRole("heading", { name: "Instructions for your IT team", level: 1 }).waitFor();
  await stranger.sees("users.csv");
  await stranger.sees(/^drop-/);
  await stranger.page.emulateMedia({ media: "print" });
  expect(await stranger.page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
  await stranger.page.emulateMedia({ media: null });

  await page.reload();
  await page.getByRole("list", { name: "Links that work" }).getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await person.sees("Link revoked");
  await stranger.page.goto(link);
  await stranger.page.getByRole("heading", { name: "This link can't be used" }).waitFor();
});

test("one click and its confirmation remove the sandbox with its drop", async () => {
  const { page } = person;
  await person.goTo(`/${org}/sandbox/users`);
  await person.press("Remove sandbox");
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove sandbox" }).click();
  await page.waitForURL(new RegExp(`/${org}/workspaces$`));
  await page.getByRole("main").getByRole("button", { name: "Try with sample data" }).first().waitFor();
  await person.goTo(`/${org}/remote-sources`);
  expect(await page.getByText("Sandbox drop").count()).toBe(0);
  await person.goTo(`/${org}/sandbox/users`);
  await page.getByText("Page not found").first().waitFor();
});
