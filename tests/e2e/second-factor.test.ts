import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSync } from "otplib/functional";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/lib/runtime/free-port";
import { type MailServer, startMailServer } from "../support/mail-server";
import { browserForFile, type Person } from "../support/person";
import { type Rollcall, spawnRollcall } from "../support/rollcall";

const BUILD_MS = 600_000;
const EMAIL = "ada@lovelace.example";
const FIRST = "four tall giraffes dance";
const SECOND = "eleven muddy trombones";

let dataDir: string;
let port: number;
let rollcall: Rollcall;
let mails: MailServer;
let secret: string;
let recovery: string[];
const open = browserForFile(() => `http://localhost:${port}`);

beforeAll(async () => {
  mails = await startMailServer();
  dataDir = await mkdtemp(join(tmpdir(), "rollcall-factors-"));
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

const pathOf = (link: string) => `${new URL(link).pathname}${new URL(link).search}`;

async function signUp(person: Person, { name, email }: { name: string; email: string }): Promise<void> {
  await person.goTo("/sign-up");
  await person.fill("Your name", name);
  await person.fill("E-mail", email);
  await person.fill("Password", FIRST);
  await person.press("Create account");
  await mails.hasMails(email);
  await person.goTo(pathOf(mails.linkTo(email, "/sign-up/confirm")));
  await person.fill("The password you chose", FIRST);
  await person.press("Create account");
  await person.page.waitForURL("**/new-organization");
}

async function enterPassword(person: Person, password: string, email = EMAIL): Promise<void> {
  await person.goTo("/sign-in");
  await person.fill("E-mail", email);
  await person.fill("Password", password);
  await person.press("Sign in");
}

/** The code of the app, `steps` half minutes from now: each works once, and older ones no longer. */
function codeOfApp(steps: number): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * steps });
}

async function signOut(person: Person): Promise<void> {
  await person.goTo("/engines/workspaces");
  await person.press("Account of Ada Lovelace");
  await person.page.getByRole("menuitem", { name: "Sign out" }).click();
  await person.page.waitForURL("**/sign-in");
}

/** A device that holds passkeys and unlocks them without asking. */
async function withAuthenticator(person: Person): Promise<void> {
  const cdp = await person.page.context().newCDPSession(person.page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("somebody sets up an authenticator app, and gets recovery codes once", async () => {
  const person = await open();
  await signUp(person, { name: "Ada Lovelace", email: EMAIL });
  await person.fill("Name", "Engines");
  await person.fill("Address", "engines");
  await person.press("Create organization");
  await person.page.waitForURL("**/engines/workspaces");
  await person.goTo("/account/security");
  await person.press("Set up");
  const dialog = person.page.getByRole("dialog");
  await dialog.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
  secret = (await dialog.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? "";
  await dialog.getByLabel("Code from your app").fill("000000");
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await dialog.getByText(/This code is wrong or was already used/).waitFor();
  await dialog.getByLabel("Code from your app").fill(codeOfApp(-1));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  const list = person.page.getByRole("list", { name: "Recovery codes" });
  await list.waitFor();
  recovery = await list.getByRole("listitem").allTextContents();
  expect(recovery).toHaveLength(10);
  await person.press("I have saved them");
  await person.sees("10 codes left.");
  await mails.hasMails(EMAIL, 2);
  expect(mails.received.at(-1)?.subject).toBe("An authenticator app was added");
  await signOut(person);
  expect(person.complaints).toEqual([]);
});

test("the password alone opens nothing; a code opens once, a recovery code opens once", async () => {
  const person = await open();
  await enterPassword(person, FIRST);
  await person.page.waitForURL("**/sign-in/verify?next=*");
  const step = person.page.url();
  await person.goTo("/engines/workspaces");
  await person.page.waitForURL("**/sign-in?next=*");
  await person.goTo(step);
  await person.fill("Code from your app", "123 456");
  await person.press("Continue");
  await person.sees(/This code is wrong or was already used/);
  const code = codeOfApp(0);
  await person.fill("Code from your app", code);
  await person.press("Continue");
  await person.page.waitForURL("**/engines");
  await signOut(person);

  await enterPassword(person, FIRST);
  await person.page.waitForURL("**/sign-in/verify?next=*");
  await person.fill("Code from your app", code);
  await person.press("Continue");
  await person.sees(/This code is wrong or was already used/);
  await person.press("Use a recovery code");
  await person.fill("Recovery code", (recovery[0] ?? "").toUpperCase());
  await person.press("Continue");
  await person.page.waitForURL("**/engines");
  await mails.hasMails(EMAIL, 3);
  expect(mails.received.at(-1)?.subject).toBe("A recovery code was used");
  await person.goTo("/account/security");
  await person.sees("9 codes left.");
  await signOut(person);

  await enterPassword(person, FIRST);
  await person.page.waitForURL("**/sign-in/verify?next=*");
  await person.press("Use a recovery code");
  await person.fill("Recovery code", recovery[0] ?? "");
  await person.press("Continue");
  await person.sees("This recovery code is wrong or was already used.");
});

test("a new password by a mailed link does not skip the second factor", async () => {
  const person = await open();
  await person.goTo("/forgot-password");
  await person.fill("E-mail", EMAIL);
  await person.press("Send link");
  await mails.hasMails(EMAIL, 4);
  await person.goTo(pathOf(mails.linkTo(EMAIL, "/reset-password")));
  await person.fill("New password", SECOND);
  await person.press("Set new password");
  await person.page.waitForURL("**/sign-in?email=*");
  await person.fill("Password", SECOND);
  await person.press("Sign in");
  await person.page.waitForURL("**/sign-in/verify?next=*");
  await person.press("Use a recovery code");
  await person.fill("Recovery code", recovery[1] ?? "");
  await person.press("Continue");
  await person.page.waitForURL("**/engines");
});

test("a passkey signs in without a password, and is a second factor beside it", async () => {
  const person = await open();
  await withAuthenticator(person);
  await enterPassword(person, SECOND);
  await person.page.waitForURL("**/sign-in/verify?next=*");
  await person.press("Use a recovery code");
  await person.fill("Recovery code", recovery[2] ?? "");
  await person.press("Continue");
  await person.page.waitForURL("**/engines");
  await person.goTo("/account/security");
  await person.press("Add a passkey");
  await person.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Laptop");
  await person.page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await person.page.getByRole("button", { name: "Remove Laptop" }).waitFor();
  await signOut(person);

  await person.goTo("/sign-in");
  await person.follow("Continue with a passkey");
  await person.page.waitForURL("**/sign-in/passkey");
  await person.goTo("/sign-in/passkey");
  await person.press("Continue with a passkey");
  await person.page.waitForURL("**/engines");
  await signOut(person);

  await enterPassword(person, SECOND);
  await person.page.waitForURL("**/sign-in/verify?next=*");
  await person.page.getByRole("button", { name: "Use a passkey", exact: true }).click();
  await person.page.getByRole("button", { name: "Use your authenticator app" }).waitFor();
  await person.press("Use a passkey");
  await person.page.waitForURL("**/engines");
  // The password alone is answered with 401, and browsers complain about that.
  expect(person.complaints.filter((text) => !text.includes("401"))).toEqual([]);
});

test("an organization that requires a second factor leads its members to set one up first", async () => {
  const owner = await open();
  await enterPassword(owner, SECOND);
  await owner.page.waitForURL("**/sign-in/verify?next=*");
  await owner.press("Use a recovery code");
  await owner.fill("Recovery code", recovery[3] ?? "");
  await owner.press("Continue");
  await owner.page.waitForURL("**/engines");
  const email = "charles@babbage.example";
  await owner.goTo("/engines/members");
  await owner.press("Invite a member");
  const dialog = owner.page.getByRole("dialog");
  await dialog.getByLabel("E-mail", { exact: true }).fill(email);
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await dialog.getByText(`Invitation sent to ${email}`).waitFor();
  await mails.hasMails(email);
  const member = await open();
  await withAuthenticator(member);
  await member.goTo(pathOf(mails.linkTo(email, "/invite/")));
  await member.fill("Your name", "Charles Babbage");
  await member.fill("Password", FIRST);
  await member.press("Create account and join");
  await member.page.waitForURL("**/engines");

  await owner.goTo("/engines/settings/sign-in");
  await owner.sees("1 member without a second factor.");
  await owner.press("Require a second factor");
  await owner.page.getByRole("alertdialog").getByRole("button", { name: "Require a second factor" }).click();
  await owner.sees("A second factor is required");

  await member.goTo("/engines/members");
  await member.page.waitForURL("**/account/security?required=*");
  await member.sees("Set up a second factor to continue");
  await member.press("Add a passkey");
  await member.page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await member.page.getByRole("list", { name: "Recovery codes" }).waitFor();
  await member.press("I have saved them");
  await member.page.getByRole("link", { name: "Continue to your organization" }).click();
  await member.page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
});
