import { backupCommand } from "@/lib/runtime/backup/command";
import { type Command, PARTS } from "@/lib/runtime/options";
import { explain, supervise } from "@/lib/runtime/supervise";
import { terminal } from "@/lib/runtime/terminal";

// `npm start`, `npm run` with `dev`, `demo`, `web`, `worker`, `drop`, `backup` and `restore` come in here.

const COMMANDS: readonly Command[] = ["start", "dev", "demo", ...PARTS];
const command = COMMANDS.find((known) => known === process.argv[2]);

// A closed terminal must not end us before we have ended what we started.
process.stdout.on("error", () => {});

const [, , other, ...args] = process.argv;
if (other === "backup" || other === "restore") {
  process.exitCode = await backupCommand({ command: other, args, inherited: process.env }).catch(failed);
  process.exit();
}
if (command) {
  process.exitCode = await supervise({ command, inherited: process.env }).catch(failed);
  process.exit();
}
terminal.warn(
  `Usage: npm ${COMMANDS.map((known) => (known === "start" ? known : `run ${known}`)).join(" | npm ")}`,
);
process.exit(2);

function failed(error: unknown): number {
  terminal.warn(error instanceof Error ? explain(error) : String(error));
  return 1;
}
