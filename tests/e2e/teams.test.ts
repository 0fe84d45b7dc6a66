import { beforeAll, expect, test } from "vitest";
import { axeFindings } from "../support/axe";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { applyAll, dropCsv, enterPortal, openTab } from "../support/steps";

// Employees and managers, from two uploaded files to what a manager sees.

const EMPLOYEES = `UID,First name,Last name,Email address,Job title,Team(s)
1,Nora,North,nora@example.com,Head of North,North
2,Ben,Boreal,ben@example.com,Clerk,North
3,Sue,South,sue@example.com,Head of South,South
4,Tim,Tropic,tim@example.com,Clerk,"South
North"
`;
const MANAGERS = "UID,Team(s),Role\n1,North,admin\n3,South,\n9,North,\n";

const open = browserForFile();
let admin: Person;
let org: string;
let portal: string;

beforeAll(async () => {
  admin = await open();
  org = await signUp(admin, "Teams Oy");
  portal = `/p/${org}/club`;
  await createWorkspace(admin, "Club");
});

test("an export of employees is recognized, and a second file names the managers", async () => {
  await upload(EMPLOYEES, MANAGERS, async () => {
    await admin.press("Use template");
  });
  await admin.press("Preview changes");
  await admin.page.waitForURL(/\/runs\//);
});

test("the plan says who leads what, which teams are new, and what can't be used", async () => {
  await admin.sees(/New teams: North, South/);
  await openTab(admin, "Issues");
  await admin.sees("Manager 9 is not in the employees file");
  await admin.sees(/Field 3 \(Role\) is unknown/);
  await openTab(admin, "Changes");
  await applyAll(admin);
});

test("teams have their members and managers", async () => {
  await admin.goTo(`/${org}/club/teams`);
  await admin.page.getByRole("link", { name: "South", exact: true }).first().waitFor();
  await admin.follow("North");
  for (const name of ["Nora North", "Ben Boreal", "Tim Tropic"]) {
    await admin.page.getByRole("link", { name, exact: true }).first().waitFor();
  }
  expect(await admin.page.getByRole("link", { name: "Sue South", exact: true }).count()).toBe(0);
});

test("a manager sees the members of their team and nobody else; a member sees nobody", async () => {
  const nora = await open();
  await enterPortal(nora, admin, { portal, email: "nora@example.com" });
  await nora.follow("My teams");
  await nora.sees("tim@example.com");
  await nora.sees("ben@example.com");
  expect(await nora.page.getByText("sue@example.com").count()).toBe(0);
  expect(await nora.page.getByText("South").count()).toBe(0);
  expect(await axeFindings(nora.page)).toEqual([]);

  const ben = await open();
  await enterPortal(ben, admin, { portal, email: "ben@example.com" });
  expect(await ben.page.getByRole("link", { name: "My teams" }).count()).toBe(0);
  await ben.goTo(`${portal}/teams`);
  await ben.sees("Page not found");
});

test("a team that was renamed is found by its old name", async () => {
  await admin.goTo(`/${org}/club/teams`);
  await admin.follow("North");
  await admin.page
    .getByRole("button", { name: /^(Edit|Rename)/ })
    .first()
    .click();
  const dialog = admin.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Northern");
  await dialog.getByRole("button", { name: /^Save/ }).click();
  await dialog.waitFor({ state: "hidden" });
  await admin.page.getByRole("heading", { name: "Northern" }).waitFor();
  await upload(EMPLOYEES, MANAGERS);
  await admin.press("Preview changes");
  await admin.page.waitForURL(/\/runs\//);
  await admin.sees(/^Succeeded with issues/);
  expect(await admin.page.getByText(/New team/).count()).toBe(0);
});

test("a manager who is no longer named leads no team, until the run is undone", async () => {
  await upload(EMPLOYEES, "UID,Team(s)\n3,South\n");
  await admin.page.getByRole("radio", { name: /^Full list/ }).click();
  await admin.press("Preview changes");
  await admin.page.waitForURL(/\/runs\//);
  await admin.sees("Manager of");
  await applyAll(admin);
  await admin.press("Undo this run");
  await admin.page.getByRole("alertdialog").getByRole("button", { name: "Preview undo" }).click();
  await admin.sees("This plan undoes");
  await applyAll(admin);
  await admin.goTo(`/${org}/club/users`);
  await admin.follow("Nora North");
  await admin.sees("Manager of");
});

test("nothing was complained about in the browser's console", () => {
  expect(admin.complaints).toEqual([]);
});

async function upload(employees: string, managers: string, between?: () => Promise<void>): Promise<void> {
  await admin.goTo(`/${org}/club/upload`);
  await dropCsv(admin, "employees.csv", employees);
  await admin.page.getByText("employees.csv").first().waitFor();
  await between?.();
  await admin.page.getByLabel("Managers file", { exact: true }).waitFor({ state: "attached" });
  await dropCsv(admin, "managers.csv", managers, "Managers file");
}
