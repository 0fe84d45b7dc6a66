import { beforeAll, expect, test } from "vitest";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { applyAll, dropCsv } from "../support/steps";

// What somebody sees in the morning, and a decision that is made in another tab.

const HEADER = "ID,Email,First name,Last name,Mobile";
const FIRST = `${HEADER}\n1,ada@example.com,Ada,Byron,\n2,grace@example.com,Grace,Hopper,\n`;
const SECOND = `${FIRST}3,kim@example.com,Kim,Long,\n`;

const open = browserForFile();
let person: Person;
let org: string;

beforeAll(async () => {
  person = await open();
  org = await signUp(person, "Morning Oy");
  await person.goTo(`/${org}/workspaces`);
  await createWorkspace(person, "Club");
});

test("the overview names the plan that is pending, and says so when there is nothing to do", async () => {
  await plan(FIRST);
  const run = new URL(person.page.url()).pathname;
  await person.goTo(`/${org}`);
  await person.sees("1 thing to do");
  await person.page.getByRole("link", { name: /^Review the plan/ }).click();
  await person.page.waitForURL(`**${run}`);
  await applyAll(person);
  await person.goTo(`/${org}`);
  await person.sees("Nothing to do");
  await person.sees("2 created");
});

test("the nights of a sync open by keyboard, lead to their run, and return the focus", async () => {
  const strip = person.page.getByRole("button", { name: /^Nights of .*changes applied on 1$/ });
  await strip.focus();
  await person.page.keyboard.press("Enter");
  const nights = person.page.getByRole("dialog", { name: /^Nights of/ });
  await nights.getByRole("link", { name: /Changes applied.*2 created/ }).waitFor();
  await person.page.keyboard.press("Escape");
  await nights.waitFor({ state: "detached" });
  await expect.poll(() => strip.evaluate((button) => button === document.activeElement)).toBe(true);
});

test("a plan that is discarded in another tab ends on this page too, without reload", async () => {
  await plan(SECOND);
  expect(await person.page.title()).toMatch(/^.+, \d+ \w+, \d\d:\d\d · Rollcall$/);
  await person.page.getByRole("heading", { level: 1, name: /: .+, \d+ \w+, \d\d:\d\d$/ }).waitFor();
  const overview = await person.page.context().newPage();
  await overview.goto(`/${org}`);
  await overview.getByText("1 thing to do").waitFor();
  const other = await person.page.context().newPage();
  await other.goto(person.page.url());
  const dialog = other.getByRole("alertdialog");
  const discard = other.getByRole("button", { name: "Discard", exact: true });
  await discard.waitFor();
  // A button that is pressed before the page is awake does nothing.
  const opened = async () => {
    if (!(await dialog.isVisible())) await discard.click();
    return dialog.isVisible();
  };
  await expect.poll(opened).toBe(true);
  await dialog.getByRole("button", { name: "Discard plan" }).click();
  await person.sees(/discarded this plan/);
  expect(await person.page.getByRole("button", { name: "Discard", exact: true }).count()).toBe(0);
  await overview.getByText("Nothing to do").waitFor();
});

/** Uploads a file as far as its plan. */
async function plan(text: string): Promise<void> {
  await person.goTo(`/${org}/club/upload`);
  await dropCsv(person, "people.csv", text);
  await person.page.getByRole("button", { name: "Preview changes" }).waitFor();
  await person.page.getByRole("radio", { name: /^Full list/ }).click();
  await person.press("Preview changes");
  await person.page.getByRole("button", { name: /^Apply all/ }).waitFor();
}
