import { expect, test } from "vitest";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";

const open = browserForFile();

let owner: Person;
let slug: string;

test("an organization gets another name, which its pages show immediately", async () => {
  owner = await open();
  slug = await signUp(owner, "Before Merger");
  await createWorkspace(owner, "Berlin");
  await owner.goTo(`/${slug}/settings`);
  await owner.fill("Name", "After Merger");
  await owner.press("Rename organization");
  await owner.sees("Organization renamed");
  await owner.goTo(`/${slug}/workspaces`);
  await owner.sees("After Merger");
  expect(await owner.page.getByText("Before Merger").count()).toBe(0);
});

test("it moves to another address, and the old one leads there, from every page", async () => {
  const old = slug;
  await owner.goTo(`/${old}/settings`);
  await owner.fill("Address", "no good");
  await owner.press("Change address");
  await owner.page.locator("[aria-invalid=true]").waitFor();
  expect(owner.page.url()).toContain(`/${old}/settings`);
  slug = `moved-${old}`;
  await owner.fill("Address", slug);
  await owner.press("Change address");
  await owner.page.waitForURL(`**/${slug}/settings`);
  await owner.page.goto(`/${old}/workspaces`);
  await owner.page.waitForURL(`**/${slug}/workspaces`);
  await owner.page.getByRole("button", { name: "Actions for Berlin" }).waitFor();
  await owner.page.goto(`/${old}/members?search=ada`);
  await owner.page.waitForURL(`**/${slug}/members?search=ada`);
  expect(owner.complaints).toEqual([]);
});

test("it is deleted only by typing its name, waits for 30 days, and an owner restores it with everything in it", async () => {
  await owner.goTo(`/${slug}/settings`);
  await owner.press("Delete organization");
  const dialog = owner.page.getByRole("alertdialog");
  const button = dialog.getByRole("button", { name: "Delete organization" });
  await dialog.getByRole("textbox").fill("Before Merger");
  expect(await button.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill("After Merger");
  await button.click();
  await owner.page.waitForURL("**/account/organizations");
  await owner.page.getByRole("heading", { name: "Deleted organizations" }).waitFor();
  await owner.sees(/Everything in it is deleted on/);
  await owner.page.goto(`/${slug}/workspaces`);
  await owner.page.getByRole("heading", { name: "Page not found" }).waitFor();

  await owner.page.goto("/");
  await owner.page.waitForURL("**/account/organizations");
  await owner.goTo("/account/organizations");
  await owner.press("Restore organization");
  await owner.page.waitForURL(`**/${slug}`);
  await owner.goTo(`/${slug}/workspaces`);
  await owner.page.getByRole("button", { name: "Actions for Berlin" }).waitFor();
  await owner.goTo("/account/organizations");
  expect(await owner.page.getByRole("heading", { name: "Deleted organizations" }).count()).toBe(0);
});
