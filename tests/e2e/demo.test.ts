import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "postgres";
import SftpClient from "ssh2-sftp-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_ACCOUNT } from "@/lib/runtime/demo/settings";
import { freePort } from "@/lib/runtime/free-port";
import { askDatabase } from "../support/ask-database";
import { browserForFile, takePicture } from "../support/person";
import { type Rollcall, spawnRollcall } from "../support/rollcall";

const BUILD_MS = 600_000;

let dataDir: string;
let port: number;
let demo: Rollcall;
const open = browserForFile(() => `http://localhost:${port}`);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rollcall-demo-"));
  port = await freePort();
  demo = spawnRollcall({ command: "demo", dataDir, port });
  await demo.says("Demo sync:", BUILD_MS);
}, BUILD_MS);

afterAll(async () => {
  await demo?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const ask = <T extends Row>(question: string) => askDatabase<T>(dataDir, question);

async function syncedUsers(): Promise<number> {
  const [row] = await ask<{ n: number }>(
    `select count(*)::int as n from users u join workspaces w on w.id = u.workspace_id
     where u.sync_id is not null and u.state = 'active' and w.slug = 'employees'`,
  );
  return row?.n ?? -1;
}

async function openRuns(): Promise<number> {
  const [row] = await ask<{ n: number }>(
    "select count(*)::int as n from runs where state in ('queued', 'running')",
  );
  return row?.n ?? -1;
}

async function becomes(check: () => Promise<boolean>, everyMs: number, withinMs = 120_000): Promise<void> {
  const begun = Date.now();
  while (!(await check().catch(() => false))) {
    if (Date.now() - begun > withinMs) throw new Error(`It did not happen. The demo said:\n${demo.output()}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** The supervisor and everything it started, at one blow. */
async function killEverything(): Promise<void> {
  const pids = [demo.pid];
  for (const name of await readdir("/proc")) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/status`, "utf8").catch(() => "") : "";
    if (status.includes(`\nPPid:\t${demo.pid}\n`)) pids.push(Number(name));
  }
  for (const pid of pids) process.kill(pid, "SIGKILL");
  await demo.ended;
}

test("it says where it is, how to sign in and what its first sync really did", async () => {
  const said = demo.output();
  expect(said).toContain(`Rollcall is ready at http://localhost:${port}\n`);
  expect(said).toContain("demo@rollcall.example");
  expect(said).toContain("Demo sync: created 236, updated 0, removed 0, errors 4, warnings 6\n");
  expect(await syncedUsers()).toBe(236);
});

test("what it prints of both servers lets a client in: host, port, user and password", async () => {
  const places = [
    ...demo.output().matchAll(/^ {2}Host (\S+) {2}port (\d+) {2}user (\S+) {2}password (\S+)$/gm),
  ];
  const files = [];
  for (const [, host, printed, username, password] of places) {
    const client = new SftpClient();
    await client.connect({ host, port: Number(printed), username, password });
    files.push((await client.list(".")).map(({ name }) => name).sort());
    await client.end();
  }
  expect(files).toEqual([["employees-10000.csv", "employees.csv"], ["seasonal-staff.csv"]]);
});

test("a file that is placed with it by SFTP, as it says how, starts a run by itself", async () => {
  const [, username = "", dropPort = "", password = ""] =
    /^Drop: sftp:\/\/([\w-]+)@localhost:(\d+) {2}password: (\S+)$/m.exec(demo.output()) ?? [];
  const client = new SftpClient();
  await client.connect({ host: "localhost", port: Number(dropPort), username, password });
  const file = String(await client.get("/seasonal-staff.csv"));
  expect(file.match(/@season\./g)).toHaveLength(12);
  const added = `90100,new.person@season.auroraoutdoor.example,Nora,Newton${",".repeat(7)}`;
  await client.put(Buffer.from(`${file}${added}\n`), "/seasonal-staff.csv.part");
  await client.posixRename("/seasonal-staff.csv.part", "/seasonal-staff.csv");
  await client.end();
  await becomes(
    async () => {
      const rows = await ask("select 1 from users where email like 'new.person@%' and state = 'active'");
      return rows.length === 1;
    },
    1_000,
    300_000,
  );
}, 330_000);

test("its main pages show what the README shows", async () => {
  const person = await open();
  const { email, password } = DEMO_ACCOUNT;
  await person.goTo("/sign-in");
  await person.fill("E-mail", email);
  await person.fill("Password", password);
  await person.press("Sign in");
  await person.page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  await person.follow("Workspaces");
  await person.page.getByRole("heading", { name: "Workspaces", level: 1 }).waitFor();
  await person.page.getByText("Trail volunteers").first().waitFor();

  await person.follow("Remote Sources");
  await person.page.getByText("employees.csv").first().waitFor();

  await person.follow("Payroll office (places files with us)");
  await person.page.getByText("seasonal-staff.csv").first().waitFor();
  await takePicture(person, "source-drop");
  await person.follow("Remote Sources");
  await person.follow("Create a new Remote Source");
  await person.page.getByLabel("Host", { exact: true }).waitFor();
  await person.page.getByRole("link", { name: /^Read from an S3 bucket/ }).click();
  await person.page.getByLabel("Bucket", { exact: true }).waitFor();

  await person.follow("Remote Sources");
  await person.pick("Employees", "View last sync results");
  await person.page.getByText("Yasmin Vieira").first().waitFor();
  await takePicture(person, "run");

  await person.follow("Users");
  await person.page.getByText("Beatriz Almeida").first().waitFor();

  await person.follow("Upload CSV");
  const sample = join(dataDir, "demo/files/employees.csv");
  await person.page.setInputFiles('input[type="file"]', sample);
  await person.page.getByRole("button", { name: "Preview changes" }).waitFor();
  expect(person.complaints).toEqual([]);
});

test("started again, it runs the sync again and says that there was nothing to do", async () => {
  await demo.stop();
  demo = spawnRollcall({ command: "demo", dataDir, port });
  await demo.says("Demo sync: created 0, updated 0, removed 0");
  expect(await syncedUsers()).toBe(236);
});

test("everything killed in the middle of a sync of 10,000 more, the same command ends it whole", async () => {
  await demo.stop();
  const files = join(dataDir, "demo/files");
  const [, ...rows] = (await readFile(join(files, "employees-10000.csv"), "utf8")).split(/(?<=\n)(?=\d{5},)/);
  await appendFile(join(files, "employees.csv"), rows.join(""));

  demo = spawnRollcall({ command: "demo", dataDir, port });
  await becomes(async () => (await ask("select 1 from runs where state = 'running'")).length > 0, 10);
  await killEverything();

  demo = spawnRollcall({ command: "demo", dataDir, port });
  await demo.says("Demo sync:");
  await becomes(async () => (await openRuns()) === 0, 200);
  expect(await syncedUsers()).toBe(10_236);
  const twice = await ask(
    "select 1 from users group by workspace_id, external_id having count(*) > 1 and external_id is not null",
  );
  expect(twice).toEqual([]);
});
