import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { axeFindings } from "../support/axe";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { applyAll, dropCsv, enterPortal } from "../support/steps";

// What a person may ask for: to see what is stored about them, to get it all, and to be erased.

const HEADER = "ID,Email,First name,Last name,Mobile";
const NORA = "1,nora@example.com,Nora,North,+358401234567";
const BEN = "2,ben@example.com,Ben,Boreal,";
const TYPED = "Type nora@example.com to confirm";

const open = browserForFile();
let admin: Person;
let org: string;
let portal: string;
let userPath: string;
let runPath: string;

beforeAll(async () => {
  admin = await open();
  org = await signUp(admin, "Rights Oy");
  portal = `/p/${org}/staff`;
  await createWorkspace(admin, "Staff");
  await admin.goTo(`/${org}/staff/upload`);
  await dropCsv(admin, "people.csv", `${HEADER}\n${NORA}\n${BEN}\n`);
  await admin.press("Preview changes");
  await admin.page.waitForURL(/\/runs\//);
  await applyAll(admin);
  runPath = new URL(admin.page.url()).pathname;
  await admin.sees("Nora North");
});

test("a member names whom users ask about their data", async () => {
  await admin.goTo(`/${org}/staff/settings/portal`);
  await admin.page.getByLabel("Whom users ask about their data").fill("hr@rights.example");
  await admin.page.getByRole("button", { name: "Save", exact: true }).last().click();
  await admin.sees("Saved");
});

test("a user sees what is stored about them, which file says so, and whom to ask", async () => {
  const nora = await open();
  await enterPortal(nora, admin, { portal, email: "nora@example.com" });
  await nora.follow("Nora North");
  await nora.page.waitForURL(`**${portal}/me`);
  await nora.page.getByRole("heading", { name: "My data", level: 1 }).waitFor();
  const fact = (label: string) =>
    nora.page.locator("dl > div").filter({ has: nora.page.getByText(label, { exact: true }) });
  expect(await fact("E-mail").textContent()).toContain("nora@example.com");
  expect(await fact("Mobile").textContent()).toContain("+358401234567");
  expect(await fact("Name").textContent()).toMatch(/Nora North.*File/);
  await nora.sees(/comes from the file/);
  await nora.page.getByRole("link", { name: "hr@rights.example" }).waitFor();
  expect(await nora.page.getByText("Ben").count()).toBe(0);
  expect(nora.complaints).toEqual([]);
});

test("a member downloads everything about a person, for people and for programs", async () => {
  await admin.goTo(`/${org}/staff/users`);
  await admin.follow("Nora North");
  await admin.page.waitForURL(/\/users\/\d+$/);
  userPath = new URL(admin.page.url()).pathname;
  const json = JSON.parse(await download("JSON"));
  expect(json.facts).toContainEqual(
    expect.objectContaining({ part: "Profile", name: "E-mail", value: "nora@example.com" }),
  );
  const parts = new Set(json.facts.map(({ part }: { part: string }) => part));
  expect(parts.size).toBeGreaterThan(3);
  const csv = await download("CSV");
  expect(csv).toContain("nora@example.com");
  expect(csv).toContain("+358401234567");
  expect(`${JSON.stringify(json)}${csv}`).not.toContain("ben@example.com");
});

test("erasing asks for the address, and to know that the file still names them", async () => {
  await admin.press("Erase this person");
  const dialog = admin.page.getByRole("alertdialog", { name: "Erase Nora North?" });
  const erase = dialog.getByRole("button", { name: "Erase this person" });
  expect(await erase.isDisabled()).toBe(true);
  await dialog.getByLabel(TYPED).fill("ben@example.com");
  expect(await erase.isDisabled()).toBe(true);
  await dialog.getByLabel(TYPED).fill("nora@example.com");
  await erase.click();
  await dialog.getByText(/still names this person\.$/).waitFor();
  await dialog.getByRole("checkbox").click();
  await erase.click();
  await admin.page.waitForURL(/\/settings\/data\/receipts\//);
  await admin.page.getByRole("heading", { level: 1 }).waitFor();
  expect(await axeFindings(admin.page)).toEqual([]);
  await admin.page.getByRole("heading", { name: "Receipt of an erased person" }).waitFor();
  await admin.sees("Yes, and confirmed");
  expect(await admin.page.getByRole("main").textContent()).not.toMatch(/nora/i);
});

test("the receipt is kept in the settings, and the person is nowhere else", async () => {
  await admin.goTo(`/${org}/settings/data`);
  await admin.sees(/^User \d+ of Staff$/);
  for (const path of [`/${org}/staff/users`, runPath, `${runPath}?tab=issues`, `/${org}/audit-log`]) {
    await admin.goTo(path);
    await admin.page.getByRole("heading", { level: 1 }).waitFor();
    expect({ path, named: /nora|\+358401234567/i.test(await admin.page.content()) }).toEqual({
      path,
      named: false,
    });
  }
  await admin.goTo(`/${org}/staff/users`);
  await admin.page.getByRole("link", { name: "Ben Boreal" }).first().waitFor();
  expect(admin.complaints).toEqual([]);
  await admin.goTo(userPath);
  await admin.sees("Page not found");
});

async function download(format: "CSV" | "JSON"): Promise<string> {
  const [file] = await Promise.all([
    admin.page.waitForEvent("download"),
    admin.page.getByRole("link", { name: `Download ${format}` }).click(),
  ]);
  return readFile(await file.path(), "utf8");
}
