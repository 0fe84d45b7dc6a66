import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSampleServer } from "@/lib/runtime/demo/sftp-server";
import type { Person } from "./person";

export type HrServer = {
  port: number;
  write: (name: string, text: string) => Promise<void>;
  /** From now on it takes this password only. */
  changePassword: (password: string) => void;
  stop: () => Promise<void>;
};

const LOGIN = { username: "hr", password: "s3cret" };

/** A customer's SFTP server with a folder of its own, for the tests of one file. */
export async function startHrServer(files: Readonly<Record<string, string>>): Promise<HrServer> {
  const root = await mkdtemp(join(tmpdir(), "rollcall-sftp-"));
  const write = (name: string, text: string) => writeFile(join(root, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const options = { root, port: 0, hostKeyFile: join(root, ".host-key"), ...LOGIN };
  const server = await startSampleServer(options);
  return {
    port: server.port,
    write,
    changePassword: (password) => {
      options.password = password;
    },
    stop: async () => {
      await server.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Makes a Remote Source of the server, on the page of a new one. */
export async function createHrSource(person: Person, org: string, { port }: HrServer): Promise<void> {
  await person.goTo(`/${org}/remote-sources/new`);
  await person.fill("Name", "HR export");
  await person.fill("Host", "127.0.0.1");
  await person.fill("Port", String(port));
  await person.fill("User", LOGIN.username);
  await person.fill("Password", LOGIN.password);
  await person.press("Check and save");
  await person.sees("The connection works");
  await person.press("Approve key and save");
  await person.page.waitForURL(/remote-sources\/[^/]+\/attach/);
}

/** Attaches a file of the only Remote Source to a workspace; its set-up is then left, or ended where it should be on. */
export async function attachFile(
  person: Person,
  {
    org,
    workspace,
    path,
    source,
    isOn,
  }: {
    org: string;
    workspace: string;
    path: string;
    /** Which Remote Source, where there are several. */
    source?: string;
    isOn?: true;
  },
): Promise<void> {
  await person.goTo(`/${org}/workspaces`);
  await person.pick(workspace, "Attach Remote Source");
  const dialog = person.page.getByRole("dialog");
  if (source !== undefined) await person.choose("Remote Source", source);
  await dialog.getByLabel("Path", { exact: true }).fill(path);
  await dialog.getByRole("button", { name: "Save Remote Source" }).click();
  await dialog.waitFor({ state: "hidden" });
  await person.page.waitForURL(/\/setup$/);
  if (!isOn) return;
  await person.press("Turn on without the other steps");
  await person.sees("The sync is on");
}

/** Asks for a run from the list of Remote Sources, and goes to its results. */
export async function syncNow(person: Person, org: string, workspace: string): Promise<void> {
  await person.goTo(`/${org}/remote-sources`);
  await person.pick(workspace, "Sync now");
  await person.page.waitForTimeout(500);
  await person.goTo(`/${org}/remote-sources`);
  await person.pick(workspace, "View last sync results");
  await person.page.waitForURL(/\/runs\//);
}
