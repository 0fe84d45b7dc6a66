import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/lib/runtime/free-port";
import { type MailServer, startMailServer } from "../support/mail-server";
import { browserForFile, type Person } from "../support/person";
import { type Rollcall, spawnRollcall } from "../support/rollcall";

const BUILD_MS = 600_000;
const EMAIL = "ada@lovelace.example";
const FIRST = "four tall giraffes dance";
const SECOND = "eleven muddy trombones";
const THIRD = "a kettle beneath two stairs";

let dataDir: string;
let port: number;
let rollcall: Rollcall;
let mails: MailServer;
const open = browserForFile(() => `http://localhost:${port}`);

beforeAll(async () => {
  mails = await startMailServer();
  dataDir = await mkdtemp(join(tmpdir(), "rollcall-accounts-"));
  port = await freePort();
  const env = { SMTP_URL: mails.url, MAIL_FROM: "Acme <people@acme.example>" };
  rollcall = spawnRollcall({ dataDir, port, env });
  await rollcall.says("Rollcall is ready", BUILD_MS);
}, BUILD_MS);

afterAll(async () => {
  await rollcall?.stop();
  await mails?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function signIn(person: Person, password: string, email = EMAIL): Promise<void> {
  await person.goTo("/sign-in");
  await person.fill("E-mail", email);
  await person.fill("Password", password);
  await person.press("Sign in");
}

/** Where a link leads on the server of this file, whatever host stands in the mail. */
const pathOf = (link: string) => `${new URL(link).pathname}${new URL(link).search}`;

test("somebody signs up, proves the address by the mailed link, and is inside", async () => {
  const person = await open();
  await person.goTo("/sign-up");
  await person.fill("Your name", "Ada Lovelace");
  await person.fill("E-mail", EMAIL);
  await person.fill("Password", "lovelace2026!");
  await person.page.getByText("Easy to guess: It is mostly your own name or address.").waitFor();
  await person.press("Create account");
  await person.page.getByText(/^It is mostly your own name or address/).waitFor();
  await person.fill("Password", FIRST);
  await person.page.getByText("Strong", { exact: true }).waitFor();
  await person.press("Create account");
  await person.sees(`Check your e-mail: a message to ${EMAIL} is on its way.`);
  await mails.hasMails(EMAIL);

  await person.goTo(pathOf(mails.linkTo(EMAIL, "/sign-up/confirm")));
  await person.fill("The password you chose", "not the password");
  await person.press("Create account");
  await person.sees(/This is not the password that was chosen/);
  await person.fill("The password you chose", FIRST);
  await person.press("Create account");
  await person.page.waitForURL("**/new-organization");
  await person.fill("Name", "Engines");
  await person.fill("Address", "engines");
  await person.press("Create organization");
  await person.page.waitForURL("**/engines/workspaces");
  expect(person.complaints).toEqual([]);
});

test("the address that has an account gets the same answer, and its owner a mail that says so", async () => {
  const person = await open();
  await person.goTo("/sign-up");
  await person.fill("Your name", "Eve");
  await person.fill("E-mail", EMAIL);
  await person.fill("Password", SECOND);
  await person.press("Create account");
  await person.sees(`Check your e-mail: a message to ${EMAIL} is on its way.`);
  const told = (await mails.hasMails(EMAIL, 2)).at(-1);
  expect(told?.subject).toBe("You already have a Rollcall account");
});

test("a forgotten password is set anew by a mailed link, which works once", async () => {
  const person = await open();
  await person.goTo("/sign-in");
  await person.follow("Forgot your password?");
  await person.page.waitForURL("**/forgot-password");
  await person.fill("E-mail", EMAIL);
  await person.press("Send link");
  await person.sees(`If there is an account with ${EMAIL}, a link is on its way.`);
  await mails.hasMails(EMAIL, 3);

  const path = pathOf(mails.linkTo(EMAIL, "/reset-password"));
  await person.goTo(path);
  await person.goTo(path);
  await person.fill("New password", SECOND);
  await person.press("Set new password");
  await person.page.waitForURL("**/sign-in?email=*");
  await person.fill("Password", SECOND);
  await person.press("Sign in");
  await person.page.waitForURL("**/engines");
  await person.goTo(path);
  await person.sees("This link no longer works");
  expect(person.complaints).toEqual([]);
});

test("an invited person joins by the mailed link, with an account that needs no further mail", async () => {
  const owner = await open();
  await signIn(owner, SECOND);
  await owner.page.waitForURL("**/engines");
  await owner.goTo("/engines/members");
  await owner.press("Invite a member");
  const dialog = owner.page.getByRole("dialog");
  await dialog.getByLabel("E-mail", { exact: true }).fill("charles@babbage.example");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await dialog.getByText("Invitation sent to charles@babbage.example").waitFor();
  await mails.hasMails("charles@babbage.example");

  const invited = await open();
  await invited.goTo(pathOf(mails.linkTo("charles@babbage.example", "/invite/")));
  await invited.fill("Your name", "Charles Babbage");
  await invited.fill("Password", THIRD);
  await invited.press("Create account and join");
  await invited.page.waitForURL("**/engines");
  expect(mails.received.filter(({ to }) => to === "charles@babbage.example")).toHaveLength(1);
  expect(invited.complaints).toEqual([]);
});

test("a changed password signs the other browser out and this one not", async () => {
  const here = await open();
  const there = await open();
  for (const person of [here, there]) {
    await signIn(person, THIRD, "charles@babbage.example");
    await person.page.waitForURL("**/engines");
  }
  await here.press("Account of Charles Babbage");
  await here.page.getByRole("menuitem", { name: "Security" }).click();
  await here.page.waitForURL("**/account/security");
  await here.fill("Current password", "not the password");
  await here.fill("New password", FIRST);
  await here.press("Change password");
  await here.sees(/This is not your current password\. Check it/);
  await here.fill("Current password", THIRD);
  await here.press("Change password");
  await here.sees(/Password changed\. Signed out of 2 other browsers|Password changed\. Signed out of/);
  await here.goTo("/engines/members");
  await here.page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
  await there.goTo("/engines/members");
  await there.page.waitForURL("**/sign-in?next=*");
});

test("signing in and the portal load no list of passwords, which comes once somebody types a new one", async () => {
  const person = await open();
  const loaded: { url: string; bytes: number }[] = [];
  person.page.on("response", async (response) => {
    if (!response.url().endsWith(".js")) return;
    loaded.push({ url: response.url(), bytes: (await response.body().catch(() => Buffer.alloc(0))).length });
  });
  const largest = () => Math.max(...loaded.map(({ bytes }) => bytes));
  await person.goTo("/sign-in");
  await person.goTo("/sign-up");
  await person.page.waitForLoadState("networkidle");
  expect(largest()).toBeLessThan(300_000);
  await person.fill("Password", FIRST);
  await person.page.getByText("Strong", { exact: true }).waitFor();
  expect(largest()).toBeGreaterThan(300_000);
});
