import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, inject } from "vitest";
import { PATIENCE_MS } from "../support/until";

/** A worker process. Its database connections carry its name. */
export type Worker = {
  name: string;
  /** Waits until it says this line; what it said before that counts no more. */
  says: (line: string) => Promise<void>;
  /** What it has said up to now counts no more. */
  forget: () => void;
  signal: (signal: "SIGKILL" | "SIGSTOP" | "SIGCONT") => void;
  kill: () => Promise<void>;
  ended: Promise<void>;
};

export type Hold = { release: () => void };

/** Worker processes on the database at `url`. One is always warming up, so that a start takes no time. */
export async function openWorkers(url: string) {
  const { worker: program } = inject("programs");
  const holds = await mkdtemp(join(tmpdir(), "rollcall-holds-"));
  const alive = new Set<ChildProcess>();
  const gone: string[] = [];
  let started = 0;
  let warm = spawnOne();

  let isOver = false;
  afterAll(() => {
    isOver = true;
    for (const child of alive) child.kill("SIGKILL");
    rmSync(holds, { recursive: true, force: true });
  });

  function spawnOne(): { child: ChildProcess; worker: Worker } {
    started += 1;
    const name = `crash-${process.pid}-${started}`;
    const own = new URL(url);
    own.searchParams.set("application_name", name);
    const child = spawn(process.execPath, [program], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, DATABASE_URL: own.href, ROLLCALL_TEST_HOLDS: holds },
    });
    alive.add(child);
    // One that has ended meanwhile says so by itself.
    child.stdin?.on("error", () => {});
    const ended = once(child, "exit").then(() => {
      alive.delete(child);
      gone.push(name);
    });
    const { says, forget } = listen(child, name, ended);
    const kill = async () => {
      child.kill("SIGKILL");
      await ended;
    };
    return { child, worker: { name, says, forget, kill, ended, signal: (signal) => child.kill(signal) } };
  }

  /** Throws when it ends before it takes jobs, as without a database. */
  async function start(): Promise<Worker> {
    const { child, worker } = warm;
    warm = spawnOne();
    await worker.says("warm");
    child.stdin?.write("go\n");
    await worker.says("ready");
    return worker;
  }

  return {
    /** A worker that takes jobs. */
    start,
    /** One after the other: what ends by itself is started again when `may` settles, as the supervisor does it. */
    keep: async (may: () => Promise<void> = async () => {}) => {
      let isWanted = true;
      const replaced = new EventEmitter();
      let worker = await start();
      const watch = async (): Promise<void> => {
        await worker.ended;
        while (isWanted && !isOver) {
          await may();
          const next = await start().catch(() => null);
          if (next) {
            worker = next;
            replaced.emit("worker");
            return watch();
          }
        }
      };
      void watch();
      return {
        worker: () => worker,
        /** Waits until it, or one that comes after it, says this line. */
        says: async (line: string): Promise<void> => {
          const patience = AbortSignal.timeout(PATIENCE_MS);
          for (;;) {
            const asked = worker;
            const said = await asked.says(line).then(
              () => true,
              () => false,
            );
            if (said) return;
            patience.throwIfAborted();
            while (worker === asked) await once(replaced, "worker", { signal: patience });
          }
        },
        kill: async () => {
          isWanted = false;
          await worker.kill();
        },
        start: async () => {
          worker = await start();
          isWanted = true;
          void watch();
        },
      };
    },
    /** The names of all that have ended. */
    gone: (): readonly string[] => gone,
    /** Every worker that comes to this point stays there until it is released. */
    hold: (point: string): Hold => {
      writeFileSync(join(holds, point), "");
      return { release: () => rmSync(join(holds, point), { force: true }) };
    },
  };
}

function listen(child: ChildProcess, name: string, ended: Promise<void>): Pick<Worker, "says" | "forget"> {
  const lines: string[] = [];
  const heard = new EventEmitter();
  let past = 0;
  if (child.stdout) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      heard.emit("line");
    });
  }
  let isOver = false;
  void ended.then(() => {
    isOver = true;
    heard.emit("line");
  });
  return {
    says: async (line) => {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      for (;;) {
        const found = lines.indexOf(line, past);
        if (found >= 0) {
          past = found + 1;
          return;
        }
        const heardNothing = () => {
          throw new Error(`${name} never said "${line}", but: ${lines.slice(past).join(", ")}`);
        };
        if (isOver) heardNothing();
        await once(heard, "line", { signal: patience }).catch(heardNothing);
      }
    },
    forget: () => {
      past = lines.length;
    },
  };
}
