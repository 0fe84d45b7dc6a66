import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/lib/runtime/free-port";
import { attachFile, createHrSource, type HrServer, startHrServer, syncNow } from "../support/hr-server";
import { type MailServer, startMailServer } from "../support/mail-server";
import { browserForFile, createWorkspace, type Person } from "../support/person";
import { type Rollcall, spawnRollcall } from "../support/rollcall";
import { applyAll } from "../support/steps";

// Someone who looks after one workspace: invited by mail, at work there, kept out of the rest, and demoted.

const BUILD_MS = 600_000;
const OWNER = { email: "ada@lovelace.example", password: "four tall giraffes dance" };
const GUEST = { email: "grace@hopper.example", password: "eleven muddy trombones" };
const FILE =
  "ID,Email,First name,Last name,Mobile\n1,nora@example.com,Nora,North,\n2,ben@example.com,Ben,Boreal,\n";

let dataDir: string;
let port: number;
let rollcall: Rollcall;
let mails: MailServer;
let server: HrServer;
let owner: Person;
let guest: Person;
const open = browserForFile(() => `http://localhost:${port}`);

beforeAll(async () => {
  mails = await startMailServer();
  server = await startHrServer({ "people.csv": FILE });
  dataDir = await mkdtemp(join(tmpdir(), "rollcall-roles-"));
  port = await freePort();
  const mail = { SMTP_URL: mails.url, MAIL_FROM: "Acme <people@acme.example>" };
  rollcall = spawnRollcall({ dataDir, port, env: { ...mail, EGRESS_ALLOW: "127.0.0.1/32,::1/128" } });
  await rollcall.says("Rollcall is ready", BUILD_MS);
}, BUILD_MS);

afterAll(async () => {
  await rollcall?.stop();
  await server?.stop();
  await mails?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const pathOf = (link: string) => new URL(link).pathname;

test("an owner invites someone to one workspace by mail", async () => {
  owner = await open();
  await signUpByMail(owner);
  for (const name of ["Helsinki", "Oslo"]) await createWorkspace(owner, name);
  await createHrSource(owner, "engines", server);
  await attachFile(owner, { org: "engines", workspace: "Helsinki", path: "people.csv" });
  await syncNow(owner, "engines", "Helsinki");
  await applyAll(owner);

  await owner.goTo("/engines/helsinki/settings/members");
  await owner.press("Invite to workspace");
  const dialog = owner.page.getByRole("dialog");
  await dialog.getByLabel("E-mail", { exact: true }).fill(GUEST.email);
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await owner.sees(`Invitation sent to ${GUEST.email}`);
  await owner.press("Done");
  await owner.sees("Pending invitations");
  const [mail] = await mails.hasMails(GUEST.email);
  expect(mail?.text).toContain("as workspace admin of Helsinki");
});

test("an invitation that is sent again has a new link, and the first one is useless", async () => {
  const first = pathOf(mails.linkTo(GUEST.email, "/invite/"));
  await owner.press(`Resend invitation to ${GUEST.email}`);
  await owner.press("Done");
  await mails.hasMails(GUEST.email, 2);
  const visitor = await open();
  await visitor.goTo(first);
  await visitor.sees("This invitation can't be used");
});

test("they join, see that workspace alone, and reach the last sync results", async () => {
  guest = await open();
  await guest.goTo(pathOf(mails.linkTo(GUEST.email, "/invite/")));
  await guest.sees("Join Engines");
  await guest.fill("Your name", "Grace Hopper");
  await guest.fill("Password", GUEST.password);
  await guest.press("Create account and join");
  await guest.page.waitForURL("**/engines");
  await guest.goTo("/engines/workspaces");
  await guest.page.getByRole("button", { name: "Actions for Helsinki" }).waitFor();
  expect(await guest.page.getByText("Oslo").count()).toBe(0);
  const menu = guest.page.getByRole("navigation", { name: "Main" });
  expect(await menu.getByRole("link", { name: "Remote Sources" }).count()).toBe(0);
  expect(await menu.getByRole("link", { name: "Members", exact: true }).count()).toBe(0);

  await menu.getByRole("link", { name: "Integrations" }).click();
  await guest.page
    .getByRole("main")
    .getByRole("link", { name: /^Remote Source/ })
    .click();
  await guest.follow("View Last Sync Results");
  await guest.page.waitForURL(/\/helsinki\/runs\//);
  await guest.sees("Nora North");
  expect(guest.complaints).toEqual([]);
});

test("what is not theirs is not there, whatever address they enter", async () => {
  for (const path of ["oslo/users", "remote-sources", "members", "audit-log", "settings"]) {
    await isNotFound(guest, `/engines/${path}`);
  }
  await guest.goTo("/engines/helsinki/syncs");
  await guest.page.getByRole("main").getByRole("link", { name: "HR export" }).first().click();
  await guest.page.waitForURL(/\/syncs\/[0-9a-f]{24}$/);
  expect(await guest.page.getByRole("link", { name: /^HR export \(/ }).count()).toBe(0);
});

test("a lesser role counts from their next page on, and so does their removal", async () => {
  await guest.goTo("/engines/helsinki/users");
  await guest.page.getByRole("link", { name: "Add a user" }).first().waitFor();
  await owner.goTo("/engines/helsinki/settings/members");
  await owner.pick("Grace Hopper", "Change role");
  await owner.page.getByRole("dialog").getByText("Author", { exact: true }).click();
  await owner.page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await owner.sees("Role changed");
  await isNotFound(guest, "/engines/helsinki/users");
  await guest.goTo("/engines/helsinki");
  await guest.page.waitForURL("**/engines/helsinki/pages");

  await owner.pick("Grace Hopper", "Remove from workspace");
  await owner.page.getByRole("alertdialog").getByRole("button", { name: "Remove from workspace" }).click();
  await owner.sees("Removed from workspace");
  await isNotFound(guest, "/engines/helsinki/pages");
});

test("they are invited once more, accept with the account they have, and leave", async () => {
  await owner.press("Invite to workspace");
  const dialog = owner.page.getByRole("dialog");
  await dialog.getByLabel("E-mail", { exact: true }).fill(GUEST.email);
  await dialog.getByText("Workspace viewer", { exact: true }).click();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await owner.press("Done");
  // The keyboard goes on where it opened the first of the two dialogs.
  const opener = owner.page.getByRole("button", { name: "Invite to workspace" });
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
  await mails.hasMails(GUEST.email, 3);
  await guest.goTo(pathOf(mails.linkTo(GUEST.email, "/invite/")));
  await guest.press("Accept invitation");
  await guest.page.waitForURL("**/engines");

  await guest.goTo("/account/organizations");
  await guest.press("Leave Engines");
  await guest.page.getByRole("alertdialog").getByRole("button", { name: "Leave organization" }).click();
  await guest.sees("You are not a member of any organization.");
  await isNotFound(guest, "/engines/helsinki/users");
  expect(owner.complaints).toEqual([]);
});

/** A page that streams says so in what it shows: its status has been sent by then. */
async function isNotFound(person: Person, path: string): Promise<void> {
  await person.page.goto(path);
  await person.page.getByRole("heading", { name: "Page not found" }).waitFor();
  expect(await person.page.getByText("Nora North").count()).toBe(0);
}

async function signUpByMail(person: Person): Promise<void> {
  await person.goTo("/sign-up");
  await person.fill("Your name", "Ada Lovelace");
  await person.fill("E-mail", OWNER.email);
  await person.fill("Password", OWNER.password);
  await person.press("Create account");
  await mails.hasMails(OWNER.email);
  const link = new URL(mails.linkTo(OWNER.email, "/sign-up/confirm"));
  await person.goTo(`${link.pathname}${link.search}`);
  await person.fill("The password you chose", OWNER.password);
  await person.press("Create account");
  await person.page.waitForURL("**/new-organization");
  await person.fill("Name", "Engines");
  await person.fill("Address", "engines");
  await person.press("Create organization");
  await person.page.waitForURL("**/engines/workspaces");
}
