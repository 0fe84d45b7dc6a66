import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

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
