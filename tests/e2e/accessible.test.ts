import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_ACCOUNT } from "@/lib/runtime/demo/settings";
import { freePort } from "@/lib/runtime/free-port";
import { axeFindings } from "../support/axe";
import { openEverything } from "../support/dialogs";
import { EXPECTED_DIALOGS } from "../support/expected-dialogs";
import { attachFile } from "../support/hr-server";
import { browserForFile, type Person } from "../support/person";
import { type Rollcall, spawnRollcall } from "../support/rollcall";
import { findAddresses, PAGE_ROUTES } from "../support/site-map";
import { dropCsv, enterPortal } from "../support/steps";

// Every page of the demo, which has something of everything, as axe sees it: WCAG 2.2 AA, light and dark, screen and phone.
// And everything that the pages open.

const STARTS_WITHIN_MS = 600_000;
const ORG = "/aurora";

let dataDir: string;
let demo: Rollcall;
let port: number;
const open = browserForFile(() => `http://localhost:${port}`);
let member: Person;
let stranger: Person;
let there: Readonly<Record<string, string>> = {};
let addresses: ReadonlyMap<string, string>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rollcall-accessible-"));
  port = await freePort();
  const env = { DROP_SFTP_PORT: String(await freePort()), EGRESS_ALLOW: "127.0.0.1/32,::1/128" };
  demo = spawnRollcall({ command: "demo", dataDir, port, env });
  await demo.says("Demo sync:", STARTS_WITHIN_MS);
}, STARTS_WITHIN_MS);

afterAll(async () => {
  await demo?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test("a member of the demo and a user of its portal sign in, and links lead from them to its pages", async () => {
  stranger = await open();
  member = await open();
  await member.goTo("/sign-in");
  await member.fill("E-mail", DEMO_ACCOUNT.email);
  await member.fill("Password", DEMO_ACCOUNT.password);
  await member.press("Sign in");
  await member.page.waitForURL(/aurora/);
  await addWebhook();
  await addTeam();
  await attachFile(member, {
    org: "aurora",
    workspace: "Trail volunteers",
    source: "HR system",
    path: "employees.csv",
  });
  const setUp = new URL(member.page.url()).pathname;
  await beginUpload();
  const mapping = await member.page.getByRole("link", { name: "Edit mapping" }).getAttribute("href");
  const portal = { portal: "/p/aurora/employees", email: "beatriz.almeida@auroraoutdoor.example" };
  await enterPortal(member, member, portal);
  addresses = await findAddresses(member.page, [ORG, "/account", portal.portal, ...UNLINKED]);
  const source = addresses.get("/[org]/remote-sources/[id]/edit")?.replace("/edit", "");
  there = {
    ...UNLINKED_THERE,
    "/[org]/[workspace]/syncs/[syncId]/setup": setUp,
    "/[org]/[workspace]/upload/mapping": mapping ?? "",
    "/[org]/remote-sources/[id]/attach": `${source}/attach`,
  };
  expect(addresses.size).toBeGreaterThan(50);
});

/** Pages that no page links to: mails and sign-in flows do. */
const UNLINKED = ["/new-organization", "/account/verify", "/account/email", "/account/link"];

/** Pages for those who have not signed in; a link of a mail that is not good any more shows its page too. */
const OUTSIDE: Readonly<Record<string, string>> = {
  "/": "/",
  "/sign-in": "/sign-in",
  "/sign-up": "/sign-up",
  "/sign-up/confirm": "/sign-up/confirm",
  "/sign-in/sso": "/sign-in/sso",
  "/sign-in/passkey": "/sign-in/passkey",
  "/sign-in/link": "/sign-in/link",
  "/sign-in/verify": "/sign-in/verify",
  "/forgot-password": "/forgot-password",
  "/reset-password": "/reset-password?token=gone",
  "/invite/[token]": "/invite/gone",
  "/help/it/[token]": "/help/it/gone",
  "/account/unsubscribe": "/account/unsubscribe?token=gone",
  "/p/[org]/[workspace]/sign-in": "/p/aurora/employees/sign-in",
  "/p/[org]/[workspace]/enter": "/p/aurora/employees/enter?token=gone",
};

/** Pages of the demo that no link leads to as it is. */
const UNLINKED_THERE: Readonly<Record<string, string>> = {
  "/[org]/[workspace]/users/bulk-edits": `${ORG}/employees/users/bulk-edits`,
  "/p/[org]/[workspace]/teams": "/p/aurora/employees/teams",
};

/** Addresses that only lead on to another page, and one that the story of personal data looks at. */
const LEAD_ON = new Set([
  "/[org]/[workspace]",
  "/[org]/[workspace]/settings",
  "/[org]/[workspace]/syncs/[syncId]/last",
  "/account/link",
  "/[org]/settings/data/receipts/[receiptId]",
]);

const openings = new Map<string, readonly string[]>();

describe.each(PAGE_ROUTES.filter((route) => !LEAD_ON.has(route)))("%s", (route) => {
  const who = () => (OUTSIDE[route] === undefined ? member : stranger);

  test("axe finds nothing on it", async () => {
    const address = OUTSIDE[route] ?? there[route] ?? addresses.get(route);
    expect(address, "No page of the demo leads there: say in this file how to reach it.").toBeDefined();
    await who().goTo(address ?? "");
    expect(await axeFindings(who().page)).toEqual([]);
  });

  test("the focus returns from everything it opens, in which axe finds nothing", async () => {
    const within = route === FRAME_ROUTE ? "body" : "main";
    const expected = EXPECTED_DIALOGS[route] ?? [];
    const { opened, faults } = await openEverything(who().page, { within, expected });
    openings.set(route, opened);
    expect(faults).toEqual([]);
    expect(opened).toEqual(expect.arrayContaining([...expected]));
  });
});

/** The page on which the menus around all pages are opened, too. */
const FRAME_ROUTE = "/[org]/workspaces";

async function addTeam(): Promise<void> {
  await member.goTo(`${ORG}/employees/teams`);
  await member.press("Create team");
  const dialog = member.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Night shift");
  await dialog.getByRole("button", { name: "Create team" }).click();
  await member.page.getByRole("heading", { name: "Night shift", level: 1 }).waitFor();
}

async function beginUpload(): Promise<void> {
  await member.goTo(`${ORG}/employees/upload`);
  await dropCsv(
    member,
    "people.csv",
    "ID,Email,First name,Last name,Mobile\n1,mia@example.com,Mia,Market,\n",
  );
  await member.page.getByRole("button", { name: "Preview changes" }).waitFor();
}

async function addWebhook(): Promise<void> {
  await member.goTo(`${ORG}/settings/webhooks`);
  await member.press("Add webhook");
  const dialog = member.page.getByRole("dialog");
  await dialog.getByLabel("Address", { exact: true }).fill("https://127.0.0.1/hook");
  await dialog.getByRole("checkbox").first().click();
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await member.sees("Copy the signing secret now");
}
