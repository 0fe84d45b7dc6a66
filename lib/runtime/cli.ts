import type { Command } from "@/lib/runtime/begin";
import { supervise } from "@/lib/runtime/supervise";
import { terminal } from "@/lib/runtime/terminal";

// `npm start`, `npm run dev` and `npm run demo` come in here.

const COMMANDS: readonly Command[] = ["start", "dev", "demo"];
const command = COMMANDS.find((known) => known === process.argv[2]);

// A closed terminal must not end us before we have ended what we started.
process.stdout.on("error", () => {});

if (command) {
  process.exitCode = await supervise({ command, inherited: process.env }).catch((error: unknown) => {
    terminal.warn(error instanceof Error ? error.message : String(error));
    return 1;
  });
  process.exit();
}
terminal.warn(
  `Usage: npm ${COMMANDS.map((known) => (known === "start" ? known : `run ${known}`)).join(" | npm ")}`,
);
process.exit(2);
