import { resolve } from "node:path";
import { backUp } from "@/lib/runtime/backup/backup";
import { restore } from "@/lib/runtime/backup/restore";
import { dataFolderPath } from "@/lib/runtime/data-folder";
import type { ChildEnv } from "@/lib/runtime/service";
import { duration, terminal } from "@/lib/runtime/terminal";

type Options = { command: "backup" | "restore"; args: readonly string[]; inherited: ChildEnv };

/** `npm run backup [-- <file>]` and `npm run restore -- <file> [--overwrite]`. Gives the exit code. */
export async function backupCommand({ command, args, inherited }: Options): Promise<number> {
  const begun = Date.now();
  const dataDir = dataFolderPath(command, inherited.ROLLCALL_DATA_DIR);
  const [named, ...more] = args.filter((arg) => arg !== "--overwrite");
  // npm runs scripts in the project's folder, wherever it was called.
  const file = named === undefined ? null : resolve(inherited.INIT_CWD ?? ".", named);
  const overwrite = args.includes("--overwrite");
  if (more.length > 0 || file?.includes("/--") || (command === "restore" ? !file : overwrite)) {
    terminal.warn("Usage: npm run backup [-- <file>] | npm run restore -- <file> [--overwrite]");
    return 2;
  }
  if (command === "restore" && file) {
    const { rows, madeAt } = await restore({ dataDir, file, overwrite });
    terminal.say(`Restored the backup of ${madeAt}: ${rows} rows (${duration(Date.now() - begun)}).`);
    terminal.say("Start Rollcall with npm start.");
    return 0;
  }
  const { path, rows, bucket } = await backUp({ dataDir, file });
  terminal.say(`Backed up to ${path}: ${rows} rows (${duration(Date.now() - begun)}).`);
  if (bucket)
    terminal.say(`Files in the bucket ${bucket} are not part of it: keep the bucket, or copy it yourself.`);
  terminal.say("It contains the keys that decrypt stored passwords: keep it as safe as the database itself.");
  return 0;
}
