import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import SftpClient from "ssh2-sftp-client";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { newKey } from "@/lib/runtime/demo/new-key";
import { askDatabase } from "../support/ask-database";
import { attachFile } from "../support/hr-server";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { run } from "../support/sftp-command";
import { applyAll } from "../support/steps";

// IT places a file with Rollcall, by SFTP and by HTTPS, and each starts a run: with the commands that the page shows.

const HEADER = "ID,Email,First name,Last name,Mobile\n";
const FIRST = `${HEADER}1,inge@example.com,Inge,Dal,\n2,joar@example.com,Joar,Eng,\n`;
const SECOND = `${HEADER}1,inge@example.com,Inge,Dale,\n2,joar@example.com,Joar,Eng,\n3,liv@example.com,Liv,Foss,\n`;

const open = browserForFile();
const { dataDir } = inject("server");
const key = newKey();
let admin: Person;
let org: string;
let page: string;
let folder: string;
let password = "";
let token = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-drop-"));
  await writeFile(join(folder, "key"), key.private, { mode: 0o600 });
  admin = await open();
  org = await signUp(admin, "Drops Oy");
  await createWorkspace(admin, "Staff");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("a drop is made, and its page says where to send files", async () => {
  await admin.goTo(`/${org}/remote-sources`);
  await admin.follow("Create a new Remote Source");
  await admin.page.getByRole("link", { name: /^Let your IT place files with us/ }).click();
  await admin.page.waitForURL(/kind=drop/);
  await admin.fill("Name", "Payroll export");
  await admin.press("Create drop");
  await admin.page.waitForURL(/\/remote-sources\/[0-9a-f-]{24,36}$/);
  page = new URL(admin.page.url()).pathname;
  await admin.sees("Waiting for the first file");
  expect(await fact("Folder")).toBe("/");
  expect(await fact("User")).toMatch(/^drop-\w{12}$/);
});

test("a password and a token are made, and a public key is added", async () => {
  password = await makeSecret("Make a password", "password");
  await admin.press("Make a token");
  await admin.page.getByRole("dialog", { name: "Make a token" }).waitFor();
  token = await makeSecret("Make a token", "token");
  await admin.goTo(page);
  expect(await admin.page.content()).not.toContain(password);
  expect(await admin.page.content()).not.toContain(token);
  await admin.fill("Add a public key", key.private);
  await admin.press("Add key");
  await admin.sees(/private key/);
  await admin.fill("Add a public key", `${key.public.trim()} payroll@server`);
  await admin.press("Add key");
  await admin.page.getByRole("button", { name: "Remove payroll@server" }).waitFor();
  await admin.sees("Never used");
});

test("its file is attached to a workspace, to be read when it arrives", async () => {
  await attachFile(admin, { org, workspace: "Staff", path: "users.csv", isOn: true });
  await admin.goTo(`/${org}/remote-sources`);
  await admin.sees("When a file arrives");
});

test("the file that OpenSSH's sftp sends is shown to be approved", async () => {
  await writeFile(join(folder, "users.csv"), FIRST);
  const [host, port] = [await fact("Host"), await fact("Port")];
  const known = join(folder, "known_hosts");
  await run("sh", ["-c", `ssh-keyscan -t ed25519 -p ${port} ${host} > ${known} 2>/dev/null`]);
  const { output } = await run("ssh-keygen", ["-lf", known]);
  expect(output).toContain(await fact("Host key (ssh-ed25519)"));
  const options = `-F /dev/null -i ${join(folder, "key")} -o IdentitiesOnly=yes -o UserKnownHostsFile=${known}`;
  await send("sftp", `sftp() { command sftp ${options} -o StrictHostKeyChecking=yes "$@"; }`);
  await arrivalRun(1);
  await openLastRun();
  await admin.sees("Pending approval");
  await admin.sees("File arrived");
  await applyAll(admin);
  await admin.goTo(`/${org}/staff/users`);
  await admin.sees("Inge Dal");
  await admin.sees("Joar Eng");
});

test("the password lets in as well, and finds the file", async () => {
  const client = new SftpClient();
  const [host, port, username] = [await fact("Host"), await fact("Port"), await fact("User")];
  await client.connect({ host, port: Number(port), username, password });
  expect(String(await client.get("/users.csv"))).toBe(FIRST);
  await client.end();
});

test("the changed file that curl sends over HTTP is applied without anyone", async () => {
  await writeFile(join(folder, "users.csv"), SECOND);
  await send("curl", `export TOKEN=${token}`);
  await arrivalRun(2);
  await openLastRun();
  await admin.page
    .getByText(/^Succeeded/)
    .first()
    .waitFor();
  await admin.sees("File arrived");
  await admin.goTo(`/${org}/staff/users`);
  await admin.sees("Inge Dale");
  await admin.sees("Liv Foss");
});

test("the page lists both files with who sent them and the runs that read them, and gives them back", async () => {
  await admin.goTo(page);
  const files = admin.page.getByRole("listitem").filter({ hasText: "SHA-256" });
  expect(await files.count()).toBe(2);
  const [put, sent] = [files.nth(0), files.nth(1)];
  expect(await put.textContent()).toMatch(/In the drop[\s\S]*by HTTPS, .*token.*, from [\w.:]+/i);
  expect(await sent.textContent()).toMatch(/Replaced[\s\S]*by SFTP, payroll@server, from 127\.0\.0\.1/);
  expect(await download(put)).toBe(SECOND);
  expect(await download(sent)).toBe(FIRST);
  await put.getByRole("link", { name: /\(Staff\)$/ }).click();
  await admin.page.waitForURL(/\/staff\/runs\//);
  await admin.sees("File arrived");
  expect(admin.complaints).toEqual([]);
});

/** A value of the page of the drop, by the label above it. */
async function fact(label: string): Promise<string> {
  if (new URL(admin.page.url()).pathname !== page) await admin.goTo(page);
  const value = admin.page.getByRole("definition").filter({ has: copyButton(label) });
  return textOf(value);
}

function copyButton(label: string) {
  return admin.page.getByRole("button", { name: `Copy ${label}`, exact: true });
}

async function makeSecret(button: string, name: string): Promise<string> {
  await admin.press(button);
  const shown = admin.page.getByRole("status").filter({ hasText: `Copy the ${name} now.` });
  await shown.waitFor();
  return textOf(shown.locator("[data-slot=alert-description]"));
}

/** Runs the command that the page shows, where `users.csv` is, after what the shell needs before it. */
async function send(recipe: string, before: string): Promise<void> {
  await admin.goTo(page);
  await admin.press(recipe);
  const command = await textOf(admin.page.locator("pre"));
  const { code, output } = await run("bash", ["-c", `cd ${folder}\n${before}\n${command}`]);
  expect({ code, output }).toMatchObject({ code: 0 });
}

/** Waits for the run that the scheduler starts: once a minute, of what then has been quiet for one. That one is skipped. */
async function arrivalRun(count: number): Promise<void> {
  const runs = async () => {
    const mine = `org_id = (select id from organizations where slug = '${org}')`;
    await askDatabase(
      dataDir,
      `update syncs set arrived_at = now() - interval '61 seconds' where arrived_at is not null and ${mine}`,
    );
    return askDatabase(dataDir, `select state from runs where trigger = 'arrival' and ${mine}`);
  };
  await expect.poll(async () => (await runs()).length, { interval: 500 }).toBe(count);
}

async function openLastRun(): Promise<void> {
  await admin.goTo(`/${org}/remote-sources`);
  await admin.pick("Staff", "View last sync results");
  await admin.page.waitForURL(/\/runs\//);
}

async function textOf(found: Locator): Promise<string> {
  return ((await found.textContent()) ?? "").trim();
}

async function download(file: Locator): Promise<string> {
  const [begun] = await Promise.all([
    admin.page.waitForEvent("download"),
    file.getByRole("link", { name: "users.csv" }).click(),
  ]);
  expect(begun.suggestedFilename()).toBe("users.csv");
  return readFile(await begun.path(), "utf8");
}
