import { backupCommand } from "@/lib/runtime/backup/command";
import { buildCommand } from "@/lib/runtime/build";
import { newEnv } from "@/lib/runtime/new-env";
import { type Command, PARTS } from "@/lib/runtime/options";
import { explain, supervise } from "@/lib/runtime/supervise";
import { terminal } from "@/lib/runtime/terminal";

// `npm start`, `npm run` with `dev`, `demo`, `web`, `worker`, `drop`, `build`, `backup` and `restore` come in here, and
// `new-env` of a container.

const COMMANDS: readonly Command[] = ["start", "dev", "demo", ...PARTS];
const command = COMMANDS.find((known) => known === process.argv[2]);

// A closed terminal must not end us before we have ended what we started.
process.stdout.on("error", () => {});

const [, , other, ...args] = process.argv;
if (other === "backup" || other === "restore") {
  process.exitCode = await backupCommand({ command: other, args, inherited: process.env }).catch(failed);
  process.exit();
}
if (other === "build") process.exit(await buildCommand(process.env).catch(failed));
if (other === "new-env") {
  process.stdout.write(newEnv());
  process.exit(0);
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
