import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/lib/runtime/free-port";
import { type Rollcall, spawnRollcall } from "../../support/rollcall";
import { until } from "../../support/until";

export type Part = "web" | "worker" | "drop";

/** One of the machines of an installation: a command that keeps one process running, with a disk of its own. */
export type Machine = {
  part: Part;
  /** As in "web 2". */
  name: string;
  /** Where it listens; a worker does not. */
  port: number;
  dataDir: string;
  rollcall: Rollcall;
  /** The runs that its process has applied, as its log says. */
  applied: Set<string>;
  /** Data folders of those before it that were lost for good. */
  lost: string[];
};

export type Machines = Awaited<ReturnType<typeof openMachines>>;

const START_MS = 900_000;
const BACK_MS = 180_000;

/** Two machines of each kind, all with the same environment. */
export async function openMachines(
  env: Readonly<Record<string, string>>,
  ports: Record<"web" | "drop", readonly number[]>,
) {
  const all: Machine[] = [];

  async function boot(part: Part, port: number): Promise<Rollcall & { dataDir: string }> {
    const dataDir = await mkdtemp(join(tmpdir(), `rollcall-soak-${part}-`));
    return { ...spawn(part, port, dataDir), dataDir };
  }

  function spawn(part: Part, port: number, dataDir: string): Rollcall {
    const listens = part === "drop" ? { DROP_SFTP_PORT: String(port) } : { DROP_SFTP_PORT: "off" };
    return spawnRollcall({ command: part, dataDir, port, env: { ...env, ...listens } });
  }

  async function add(part: Part, n: number, port: number): Promise<Machine> {
    const { dataDir, ...rollcall } = await boot(part, port);
    const machine = {
      part,
      name: `${part} ${n}`,
      port,
      dataDir,
      rollcall,
      applied: new Set<string>(),
      lost: [],
    };
    all.push(machine);
    return machine;
  }

  async function start(): Promise<void> {
    // The pages are built once: the second web process finds them.
    for (const [at, port] of ports.web.entries()) {
      const { rollcall } = await add("web", at + 1, port);
      await rollcall.says("Rollcall is ready", START_MS);
    }
    for (const [at, port] of ports.drop.entries()) await add("drop", at + 1, port);
    for (const n of [1, 2]) await add("worker", n, await freePort());
    for (const machine of all) await back(machine, 0);
  }

  async function stop(): Promise<void> {
    await Promise.all(all.map(({ rollcall }) => rollcall.stop()));
    for (const machine of all) noteApplied(machine);
    for (const { dataDir, lost } of all)
      for (const folder of [dataDir, ...lost]) await rm(folder, { recursive: true, force: true });
  }

  /** Waits until its process does its work again. */
  async function back(machine: Machine, since: number): Promise<void> {
    await until(async () => {
      if (machine.part !== "worker") return answers(machine.port);
      return startsOf(machine.dataDir) > since;
    }, BACK_MS).catch(() => {
      throw new Error(
        `${machine.name} did not come back. It said:\n${machine.rollcall.output().slice(-2_000)}`,
      );
    });
  }

  await start().catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    all,
    stop,
    /** Kills its process; the command on the machine starts it again. */
    killProcess: async (machine: Machine): Promise<void> => {
      const before = startsOf(machine.dataDir);
      for (const pid of childrenOf(machine.rollcall.pid)) killGroup(pid);
      await sleep(200);
      await back(machine, before);
    },
    /** Everything on it dies at once; it is switched on again, or replaced by another that has nothing of its disk. */
    killMachine: async (machine: Machine, { isReplaced }: { isReplaced: boolean }): Promise<void> => {
      const children = childrenOf(machine.rollcall.pid);
      for (const pid of [machine.rollcall.pid, ...children]) killGroup(pid);
      await machine.rollcall.ended;
      noteApplied(machine);
      if (isReplaced) {
        machine.lost.push(machine.dataDir);
        machine.dataDir = await mkdtemp(join(tmpdir(), `rollcall-soak-${machine.part}-`));
      }
      machine.rollcall = spawn(machine.part, machine.port, machine.dataDir);
      // Its log begins anew with the command.
      await sleep(1_000);
      await back(machine, 0);
    },
    /** It hangs for so long, and goes on as if no time had passed. */
    pause: async (machine: Machine, ms: number): Promise<void> => {
      const children = childrenOf(machine.rollcall.pid);
      for (const pid of children) signal(-pid, "SIGSTOP");
      await sleep(ms);
      for (const pid of children) signal(-pid, "SIGCONT");
    },
  };
}

/** Looks through the log of a machine for runs that it has applied. A command keeps the log of the start before. */
function noteApplied({ part, dataDir, applied }: Machine): void {
  for (const ending of [".log.1", ".log"]) {
    const file = join(dataDir, "logs", `${part}${ending}`);
    if (!existsSync(file)) continue;
    for (const [, runId = ""] of readFileSync(file, "utf8").matchAll(
      /"runId":"([0-9a-f-]{36})"[^\n]*"sync\.apply\.done"/g,
    ))
      applied.add(runId);
  }
}

function startsOf(dataDir: string): number {
  const file = join(dataDir, "logs", "worker.log");
  return existsSync(file) ? readFileSync(file, "utf8").split('"worker.started"').length - 1 : 0;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1_000 });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
}

function childrenOf(pid: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = table.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child = 0, parent]) => (parent === pid && child > 0 ? [child] : []));
}

/** Every process that a machine starts leads a group of its own. */
function killGroup(pid: number): void {
  signal(-pid, "SIGKILL");
}

function signal(pid: number, what: NodeJS.Signals): void {
  try {
    process.kill(pid, what);
  } catch {
    // It has ended meanwhile.
  }
}
