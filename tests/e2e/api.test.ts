import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";

// A program puts a file, previews it, approves it by its hash and undoes it, with the commands that the documentation prints.

const open = browserForFile();
const { url } = inject("server");
let owner: Person;
let org: string;
let folder: string;
let token = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-api-"));
  await writeFile(
    join(folder, "people.csv"),
    "ID,Email,First name,Last name,Mobile\n1,ada@example.com,Ada,Lov,\n2,bo@example.com,Bo,Ek,\n",
  );
  owner = await open();
  org = await signUp(owner, "Machines Oy");
  await createWorkspace(owner, "Staff");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("an owner creates a token, which is shown once", async () => {
  await owner.goTo(`/${org}/settings/tokens`);
  await owner.sees("No API tokens yet.");
  await owner.press("Create API token");
  const dialog = owner.page.getByRole("dialog", { name: "Create API token" });
  await dialog.getByLabel("Name").fill("Nightly import");
  await dialog.getByRole("button", { name: "Create API token" }).click();
  await dialog.getByText("Select at least one permission.").waitFor();
  for (const box of await dialog.getByRole("group", { name: "Permissions" }).getByRole("checkbox").all()) {
    await box.click();
  }
  await dialog.getByRole("button", { name: "Create API token" }).click();
  await owner.sees("Copy the token now. It is not shown again.");
  token = (await owner.page.getByText(/^rct_[\w-]{43}$/).textContent()) ?? "";
  expect(token).toMatch(/^rct_/);
  await owner.goTo(`/${org}/settings/tokens`);
  await owner.sees("Nightly import");
  await owner.sees("Never used");
  expect(await owner.page.content()).not.toContain(token);
});

test("the commands of the guide change the users and undo that, word for word", async () => {
  await owner.goTo("/api/v1/docs");
  const commands = await owner.page.locator('[id^="guide-"] pre').allTextContents();
  expect(commands.length).toBeGreaterThan(7);
  const [setUp = "", ...rest] = commands;
  expect(setUp).toContain(`export ROLLCALL_URL=${url}`);
  const own = [`export ROLLCALL_TOKEN=${token}`, "export WORKSPACE=staff"];
  const script = ["set -e -o pipefail", setUp, ...own, ...rest].join("\n");
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: folder });
  const lines = stdout.split("\n");
  expect(lines).toContain("create\t1\tada@example.com");
  expect(lines).toContain("create\t2\tbo@example.com");
  const states = [...stdout.matchAll(/"state": "(\w+)"/g)].map(([, state]) => state);
  expect(states).toEqual(["held", "succeeded", "held", "succeeded"]);
});

test("what the program did is told in its name", async () => {
  await owner.goTo(`/${org}/audit-log`);
  await owner.sees("Nightly import");
  await owner.sees(/approved the plan of/);
  await owner.goTo(`/${org}/settings/tokens`);
  await owner.sees(/Last used/);
  await owner.goTo(`/${org}/staff/runs`);
  await owner.sees("Nightly import");
});

test("a revoked token is refused", async () => {
  await owner.goTo(`/${org}/settings/tokens`);
  await owner.press("Revoke Nightly import");
  await owner.press("Revoke");
  await owner.sees("No API tokens yet.");
  const answer = await fetch(`${url}/api/v1/organization`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
});

test("the document is there for programs, and the pages need nothing from the internet", async () => {
  const answer = await fetch(`${url}/api/v1/openapi.json`);
  expect(await answer.json()).toMatchObject({ openapi: "3.1.0", servers: [{ url: `${url}/api/v1` }] });
  expect(owner.complaints).toEqual([]);
});
