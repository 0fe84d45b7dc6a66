import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { startExecutor } from "@/inngest/local/executor";
import { openDb } from "@/lib/db/client";
import { required } from "@/lib/env";
import { createLocalClient } from "@/lib/jobs/local/client";
import { createLog } from "@/lib/log";

/** A worker process of its own, for tests that kill workers or need two. What its functions do is in `lab_log`. */
const SIGNING_KEY = `signkey-test-${"0123456789abcdef".repeat(4)}`;
const log = createLog("lab-worker");
const crash = (error: unknown) => {
  log.error("lab.crash", {}, error);
  process.exit(1);
};
process.on("uncaughtException", crash);
process.on("unhandledRejection", crash);

const pool = openDb(required("DATABASE_URL"), { name: "lab-queue", max: 3 });
const work = openDb(required("DATABASE_URL"), { name: "lab-work", max: 4 });
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const client = createLocalClient({ id: "lab", logger: quiet, db: () => work, signingKey: () => SIGNING_KEY });

const note = (text: string) => work.execute(sql`insert into lab_log (text) values (${text})`);

/** How often this was noted before, by any process. */
async function times(text: string): Promise<number> {
  const rows = await work.execute<{ n: number }>(
    sql`select count(*)::int as n from lab_log where text = ${text}`,
  );
  return rows[0]?.n ?? 0;
}

const killed = client.createFunction({ id: "killed", triggers: [{ event: "killed" }] }, async ({ step }) => {
  await step.run("before", () => note("before"));
  await step.run("middle", async () => {
    await note("middle");
    // The first process stays in here until the test kills it.
    if ((await times("middle")) === 1) await sleep(60_000);
  });
  await step.run("after", () => note("after"));
});

const poison = client.createFunction(
  {
    id: "poison",
    retries: 1,
    triggers: [{ event: "poison" }],
    onFailure: async ({ error }) => {
      await note(error.message);
    },
  },
  async ({ step }) => {
    await step.run("kill", async () => {
      await note("kill");
      process.kill(process.pid, "SIGKILL");
      await sleep(60_000);
    });
  },
);

const load = client.createFunction(
  {
    id: "load",
    triggers: [{ event: "load" }],
    concurrency: [
      { key: '"sync:" + event.data.sync', limit: 1 },
      { key: '"org:" + event.data.org', limit: 3, scope: "env" },
    ],
  },
  async ({ step, event }) => {
    for (const name of ["one", "two"]) {
      await step.run(name, async () => {
        const { n, sync, org } = event.data;
        await work.execute(sql`insert into lab_work (run, step, sync, org, from_at)
                               values (${n}, ${name}, ${sync}, ${org}, clock_timestamp())`);
        await sleep(15);
        await work.execute(
          sql`update lab_work set to_at = clock_timestamp() where run = ${n} and step = ${name} and to_at is null`,
        );
      });
    }
  },
);

await startExecutor({
  client,
  functions: [killed, poison, load],
  signingKey: SIGNING_KEY,
  db: pool,
  log,
  settings: {
    leaseMs: Number(process.env.LAB_LEASE_MS ?? 4_000),
    beatMs: 500,
    pollMs: 100,
    backoff: () => 50,
    callsMax: 12,
  },
});
process.stdout.write("ready\n");
