// The health check of a container: `node lib/runtime/health.mjs [web | worker | drop]`. Exit code 0 if what runs here does
// its work. Plain JavaScript, since it is asked every half minute.
import { readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

const {
  PORT = "3000",
  DROP_SFTP_PORT = "2222",
  DROP_PROXY_PROTOCOL = "",
  ROLLCALL_DATA_DIR = ".data",
} = process.env;
/** Processes note every five seconds that they reach the database, and end themselves after a minute without. */
const SILENT_MS = 75_000;
const PATIENCE_MS = 5_000;
const LOCALHOST = "127.0.0.1";

const CHECKS = {
  web: isServing,
  start: isServing,
  worker: async () => isAlive("worker"),
  drop: async () => isAlive("drop") && (await greets()),
};

const kind = process.argv[2] ?? commandOfContainer();
const check = CHECKS[kind];
const isWell = check ? await check().catch(() => false) : false;
process.stdout.write(`${kind}: ${isWell ? "well" : "not well"}\n`);
process.exit(isWell ? 0 : 1);

/** What the container was started with: the word after cli.ts of its first process. */
function commandOfContainer() {
  const words = readFileSync("/proc/1/cmdline", "utf8").split("\0");
  return words[words.findIndex((word) => word.endsWith("lib/runtime/cli.ts")) + 1];
}

async function isServing() {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return (await fetch(`http://${LOCALHOST}:${PORT}/api/health`, { signal })).ok;
}

function isAlive(name) {
  return Date.now() - statSync(join(ROLLCALL_DATA_DIR, `${name}.alive`)).mtimeMs < SILENT_MS;
}

/** Whether it answers as an SSH server. Behind a load balancer only that one may ask. */
function greets() {
  if (["", "off"].includes(DROP_PROXY_PROTOCOL) === false || ["off", "0"].includes(DROP_SFTP_PORT))
    return true;
  return new Promise((resolve) => {
    const socket = connect(Number(DROP_SFTP_PORT), LOCALHOST);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on("data", (bytes) => {
      resolve(bytes.toString("latin1").startsWith("SSH-2.0-"));
      socket.destroy();
    });
    socket.on("error", () => resolve(false));
    socket.on("close", () => resolve(false));
  });
}
