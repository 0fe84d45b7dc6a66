import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { PATIENCE_MS } from "./tests/support/until";

const root = fileURLToPath(new URL(".", import.meta.url));

type More = {
  globalSetup?: string[];
  setupFiles?: string;
  oneAtATime?: boolean;
  /** Test files at a time, where it is not the number of processors. */
  workers?: number;
  /** Instead of all test files of the folder with the project's name. */
  include?: readonly string[];
  exclude?: readonly string[];
  /** Test files that leave nothing behind in their modules may share them: 11 s instead of 24 for rules and unit, 390 instead of 570 for db. */
  shared?: "threads" | "forks";
};

/** Against what hangs, not a measure: a machine that has more to do may have a fifth of its speed for minutes. */
const TOO_LONG_MS = 300_000;

function project(name: string, more: More = {}): TestProjectInlineConfiguration {
  const { globalSetup = [], setupFiles, oneAtATime = false, shared } = more;
  return {
    resolve: { alias: [{ find: /^@\//, replacement: root }] },
    test: {
      name,
      include: more.include
        ? [...more.include]
        : [`tests/${name}/**/*.test.ts`, `tests/${name}/**/*.test.tsx`],
      exclude: [...(more.exclude ?? [])],
      globalSetup,
      setupFiles: ["tests/support/setup-properties.ts", ...(setupFiles ? [setupFiles] : [])],
      testTimeout: TOO_LONG_MS,
      hookTimeout: TOO_LONG_MS,
      expect: { poll: { timeout: PATIENCE_MS } },
      fileParallelism: !oneAtATime,
      ...(more.workers ? { maxWorkers: more.workers } : {}),
      ...(shared ? { pool: shared, isolate: false } : {}),
      env: ENV,
    },
  };
}

/** What the supervisor would set. The database of a test file is set by `tests/support/setup-database.ts`. */
const ENV = {
  LOG_LEVEL: "silent",
  EGRESS_ALLOW: "127.0.0.1/32,::1/128",
  ROLLCALL_URL: "http://localhost:3000",
  ROLLCALL_SESSION_SECRET: "a session secret for tests only, long enough",
  ROLLCALL_SECRETS_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  ROLLCALL_JOBS_KEY: "ab".repeat(32),
  DATABASE_URL: "",
  DATABASE_APP_URL: "",
  MAIL_OUTBOX: "1",
  INNGEST_DEV: "",
  INNGEST_SIGNING_KEY: "",
};

const POSTGRES = {
  globalSetup: ["tests/support/global-postgres.ts"],
  setupFiles: "tests/support/setup-database.ts",
};

/** Tests of jobs that wait for processes most of the time. The others measure time, and go one at a time. */
const WAITING = "tests/jobs/{crash-*,supervisor,bench}.test.ts";

/** Minutes of processor time, most of them starts of processes: run by hand, see `tests/jobs/README.md`. */
const SOAK = process.env.SOAK_SECONDS ? [] : ["tests/jobs/crash-soak.test.ts"];

const SETS_ENVIRONMENT = /process\.env|support\/(mails-to-server|spools|spool-on-s3)"/;

/** Test files of `db` that set the environment, which is read once, or import what does: modules of their own. */
const APART = readdirSync(join(root, "tests/db"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `tests/db/${name.replaceAll("\\", "/")}`)
  .filter((path) => SETS_ENVIRONMENT.test(readFileSync(join(root, path), "utf8")));

/** Files that take minutes: begun first, or one processor waits at the end for the other. */
const LONGEST = [
  "e2e/accessible",
  "e2e/demo",
  "jobs/crash-matrix",
  "jobs/supervisor",
  "db/tenancy",
  "db/model/sequences-files",
  "db/pipeline/rekey-exact",
  "db/runtime/backup",
].map((name) => join(root, `tests/${name}.test.ts`));

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.includes(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // By itself vitest leaves a core free, which on a machine of two means one file after the other.
    maxWorkers: 2,
    projects: [
      project("rules", { shared: "threads" }),
      project("unit", { shared: "threads" }),
      project("db", { ...POSTGRES, exclude: APART, shared: "forks" }),
      project("db-apart", { ...POSTGRES, include: APART }),
      // They wait for servers that are slow on purpose: 100 s of processor time in 170 s with two at a time.
      project("contract", { workers: 3 }),
      project("jobs", { ...POSTGRES, oneAtATime: true, exclude: [WAITING] }),
      project("crashes", {
        ...POSTGRES,
        globalSetup: [...POSTGRES.globalSetup, "tests/support/global-programs.ts"],
        include: [WAITING],
        exclude: SOAK,
        workers: 3,
      }),
      // Browsers wait most of the time: two stories at once, each in an organization of its own.
      project("e2e", { globalSetup: ["tests/support/global-server.ts"] }),
    ],
  },
});
