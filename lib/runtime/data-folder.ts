import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** Writes a file only we can read, all of it or nothing, so that a kill or a power cut leaves the old or the new one. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.${process.pid}.new`;
  const handle = await open(fresh, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, path);
  await syncFolder(dirname(path));
}

/** Makes a rename last; Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export type DataFolder = { root: string; logs: string; spool: string; postgres: string };

/** The folder with everything Rollcall keeps: made if missing, closed to others. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const root = resolve(path);
  const folder = {
    root,
    logs: join(root, "logs"),
    spool: join(root, "spool"),
    postgres: join(root, "postgres"),
  };
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    for (const inner of [folder.logs, folder.spool]) await mkdir(inner, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Error(
      `The data folder ${root} can't be made or written to. Set ROLLCALL_DATA_DIR to another.`,
      {
        cause,
      },
    );
  }
  return folder;
}

/** The folder of a command: the one that was named, or its own. */
export function dataFolderPath(command: string, named: string | undefined): string {
  // The demo's sign-in is printed for anyone to read: it must never end up in an installation's own data.
  return named?.trim() || (command === "demo" ? ".data-demo" : ".data");
}

/** Begins a new log file, keeping the one of the start before. Gives its path. */
export async function freshLog(folder: DataFolder, name: string): Promise<string> {
  const path = join(folder.logs, `${name}.log`);
  await rename(path, `${path}.1`).catch(() => {});
  return path;
}
