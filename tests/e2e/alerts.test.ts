import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/lib/runtime/free-port";
import { type ChatServer, startChatServer } from "../support/chat-server";
import { attachFile, createHrSource, type HrServer, startHrServer, syncNow } from "../support/hr-server";
import { type MailServer, type ReceivedMail, startMailServer } from "../support/mail-server";
import { browserForFile, createWorkspace, type Person } from "../support/person";
import { type Rollcall, spawnRollcall } from "../support/rollcall";
import { applyAll } from "../support/steps";

// A night that is held, from the e-mail to exactly that plan; one that fails, and one that is well again.

const BUILD_MS = 600_000;
/** A notice is written when the run ends or within a minute, and delivered by jobs. */
const TOLD_MS = 150_000;
const EMAIL = "olga@night-oy.example";
const PASSWORD = "four tall giraffes dance";
const HEADER = "ID,Email,First name,Last name,Mobile\n";
const NAMES = ["Ann Lee", "Bo Day", "Cy Fox", "Di Gil", "Ed Hay", "Flo Ives", "Gus Jay"];
const row = (name: string, at: number) =>
  `${at},${name.split(" ")[0]?.toLowerCase()}@night-oy.example,${name.split(" ").join(",")},\n`;
const ALL = HEADER + NAMES.map(row).join("");
const org = "night-oy";

let dataDir: string;
let port: number;
let rollcall: Rollcall;
let mails: MailServer;
let chat: ChatServer;
let server: HrServer;
let owner: Person;
const open = browserForFile(() => `http://localhost:${port}`);

beforeAll(async () => {
  mails = await startMailServer();
  chat = await startChatServer();
  server = await startHrServer({ "people.csv": ALL });
  dataDir = await mkdtemp(join(tmpdir(), "rollcall-alerts-"));
  port = await freePort();
  const env = {
    SMTP_URL: mails.url,
    EGRESS_ALLOW: "127.0.0.1/32,::1/128",
    ROLLCALL_URL: `http://localhost:${port}`,
  };
  rollcall = spawnRollcall({ dataDir, port, env });
  await rollcall.says("Rollcall is ready", BUILD_MS);
  owner = await open();
}, BUILD_MS);

afterAll(async () => {
  await rollcall?.stop();
  await Promise.all([mails?.stop(), chat?.stop(), server?.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

const pathOf = (link: string) => `${new URL(link).pathname}${new URL(link).search}`;

/** The mail with this subject, once it is here. */
async function mailed(subject: string): Promise<ReceivedMail> {
  const begun = Date.now();
  for (;;) {
    const mail = mails.received.find((each) => each.to === EMAIL && each.subject === subject);
    if (mail) return mail;
    if (Date.now() - begun > TOLD_MS)
      throw new Error(
        `Not mailed: ${subject}. There is: ${mails.received.map((each) => each.subject).join("; ")}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const linkIn = (mail: ReceivedMail, part: string) =>
  mail.plain.match(/https?:\/\/\S+/g)?.find((link) => link.includes(part)) ?? "";

test("an owner signs up, and adds a channel that a test reaches", async () => {
  await owner.goTo("/sign-up");
  await owner.fill("Your name", "Olga Owner");
  await owner.fill("E-mail", EMAIL);
  await owner.fill("Password", PASSWORD);
  await owner.press("Create account");
  await mails.hasMails(EMAIL);
  await owner.goTo(pathOf(mails.linkTo(EMAIL, "/sign-up/confirm")));
  await owner.fill("The password you chose", PASSWORD);
  await owner.press("Create account");
  await owner.page.waitForURL("**/new-organization");
  await owner.fill("Name", "Night Oy");
  await owner.fill("Address", org);
  await owner.press("Create organization");
  await owner.page.waitForURL(`**/${org}/workspaces`);
  await createWorkspace(owner, "Staff");

  await owner.goTo(`/${org}/settings/alerts`);
  await owner.press("Add channel");
  const dialog = owner.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("#hr");
  await dialog.getByLabel("Address of the webhook", { exact: true }).fill("https://example.com/hook");
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await dialog.getByText("Slack has no webhooks at this address.").waitFor();
  await dialog.getByLabel("Address of the webhook", { exact: true }).fill(chat.url);
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await dialog.waitFor({ state: "hidden" });
  await owner.press("Send a test");
  await owner.sees("Test sent to #hr");
  expect(JSON.stringify(chat.received.at(-1)?.body)).toContain("Test of alerts from Rollcall");
  expect(await owner.page.content()).not.toContain("s3cr3t");
});

test("a night that is held is mailed and posted, and the link opens exactly that plan", {
  timeout: 400_000,
}, async () => {
  await createHrSource(owner, org, server);
  await attachFile(owner, { org, workspace: "Staff", path: "people.csv", isOn: true });
  // Nobody opens the run: its item in the inbox would be read.
  await owner.goTo(`/${org}/remote-sources`);
  await owner.pick("Staff", "Sync now");
  const mail = await mailed("Pending approval: HR export in Staff");
  const plan = pathOf(linkIn(mail, "/runs/"));
  for (const form of [mail.plain, mail.html]) {
    expect(form).toContain("first run of this sync");
    expect(form.match(/would be created/g)?.length).toBeLessThanOrEqual(5);
    expect(form).toContain("Ann Lee");
    expect(form).not.toContain("Gus Jay");
    expect(form).not.toContain("ann@night-oy.example");
  }
  await expect.poll(() => JSON.stringify(chat.received.at(-1)?.body)).toContain(plan);

  await owner.goTo(`/${org}/staff/users`);
  await owner.sees("HR export has changes pending approval");
  const bell = owner.page.getByRole("link", { name: "Inbox, 1 unread" });
  await bell.waitFor();
  const menu = owner.page.getByRole("link", { name: "Runs", exact: true }).first();
  expect(await menu.getAttribute("aria-description")).toBe("1 to look at");
  await bell.click();
  const inbox = owner.page.getByRole("dialog", { name: "Inbox" });
  await inbox.getByText("HR export: pending approval").waitFor();
  await owner.page.keyboard.press("Escape");
  await inbox.waitFor({ state: "hidden" });

  await owner.goTo(`/${org}/remote-sources`);
  await owner.pick("Staff", "View last sync results");
  await owner.page.waitForURL(`**${plan}`);
  await owner.goTo(plan);
  await owner.sees("Pending approval");
  expect(await owner.page.getByText("HR export has changes pending approval").count()).toBe(0);
  await applyAll(owner);
  await owner.goTo(`/${org}/staff/users`);
  await owner.page.getByRole("link", { name: "Inbox", exact: true }).waitFor();
  expect(await owner.page.getByText("pending approval").count()).toBe(0);
});

test("a night that fails is told once, and that it is over", { timeout: 600_000 }, async () => {
  await server.write("people.csv", "not,the,header\n1,2,3\n");
  await syncNow(owner, org, "Staff");
  await mailed("Failed: HR export in Staff");
  await syncNow(owner, org, "Staff");
  await server.write("people.csv", ALL + row("Hal Kay", 8));
  await syncNow(owner, org, "Staff");
  await mailed("Recovered: HR export in Staff");
  const subjects = mails.received.filter(({ to }) => to === EMAIL).map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject.startsWith("Failed"))).toHaveLength(1);
  expect(subjects.filter((subject) => subject.startsWith("Pending"))).toHaveLength(1);
  await owner.goTo(`/${org}/inbox`);
  await owner.sees("HR export: recovered");
});

test("whoever mutes a sync is not told about it, until they follow it again", {
  timeout: 600_000,
}, async () => {
  const mailsAbout = (state: string) =>
    mails.received.filter(({ to, subject }) => to === EMAIL && subject === `${state}: HR export in Staff`)
      .length;
  const posted = (text: string) =>
    expect.poll(() => JSON.stringify(chat.received.at(-1)?.body)).toContain(text);
  await owner.goTo(`/${org}/staff/syncs`);
  await owner.page.getByRole("main").getByRole("link", { name: "HR export" }).first().click();
  await owner.page.waitForURL(/\/syncs\/[0-9a-f]{24}$/);
  await owner.goTo(new URL(owner.page.url()).pathname);
  const mute = owner.page.getByRole("button", { name: "Mute", exact: true });
  const follow = owner.page.getByRole("button", { name: "Follow", exact: true });
  await mute.focus();
  await owner.page.keyboard.press("Enter");
  await follow.waitFor();
  // The same place on the page, for those who use the keyboard.
  expect(await follow.evaluate((button) => button === document.activeElement)).toBe(true);

  const before = { failed: mailsAbout("Failed"), recovered: mailsAbout("Recovered") };
  await server.write("people.csv", "not,the,header\n1,2,3\n");
  await syncNow(owner, org, "Staff");
  await posted("Failed: HR export in Staff");
  await owner.goTo(`/${org}/inbox`);
  await owner.press("Mark all as read");
  await owner.sees("All read");
  expect(mailsAbout("Failed")).toBe(before.failed);
  expect(await owner.page.getByRole("main").getByText("HR export: failed").count()).toBe(1);
  await server.write("people.csv", ALL + row("Hal Kay", 8));
  await syncNow(owner, org, "Staff");
  await posted("Recovered: HR export in Staff");
  expect(mailsAbout("Recovered")).toBe(before.recovered);

  await owner.goTo(`/${org}/staff/syncs`);
  await owner.page.getByRole("main").getByRole("link", { name: "HR export" }).first().click();
  await follow.click();
  await mute.waitFor();
  await server.write("people.csv", "not,the,header\n1,2,3\n");
  await syncNow(owner, org, "Staff");
  await expect.poll(() => mailsAbout("Failed")).toBe(before.failed + 1);
});

test("the log says what was sent to whom, and the link in a mail ends them without signing in", async () => {
  await owner.goTo(`/${org}/settings/alerts`);
  await owner.sees("Recovered: HR export in Staff");
  const stranger = await open();
  const mail = await mailed("Recovered: HR export in Staff");
  await stranger.page.goto(pathOf(linkIn(mail, "/account/unsubscribe")));
  await stranger.sees("You will get no more alerts of Night Oy by e-mail.");
  await stranger.press("Unsubscribe");
  await stranger.sees("You get no alerts of Night Oy by e-mail.");
  await owner.goTo("/account/notifications");
  const failed = owner.page.getByRole("checkbox", { name: "Failed: e-mail" });
  expect(await failed.getAttribute("aria-checked")).toBe("false");
  expect(await owner.page.getByRole("checkbox", { name: "Failed: inbox" }).getAttribute("aria-checked")).toBe(
    "true",
  );
  expect(owner.complaints).toEqual([]);
});

/** The mail as its readers see it: in both forms, light and dark. */
