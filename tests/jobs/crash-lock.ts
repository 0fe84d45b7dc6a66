import postgres from "postgres";
import { testDb } from "../support/db";
import { until } from "../support/until";

/** Holds a lock from a connection of its own until released; `waiting` settles when some statement waits for it. */
export async function holdLock(lock: (tx: postgres.TransactionSql) => Promise<unknown>) {
  const own = postgres(testDb().ownerUrl, { max: 1, onnotice: () => {} });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const mine = await new Promise<number>((resolve, reject) => {
    own
      .begin(async (tx) => {
        await lock(tx);
        const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
        resolve(row?.pid ?? 0);
        await released;
      })
      // When the server is killed, so is the lock.
      .catch(reject)
      .finally(() => own.end({ timeout: 0 }));
  });
  return {
    release,
    /** The backends of `name` that wait for the lock, behind one another or not; settles with the first. */
    waiting: async (like = "%"): Promise<number> => {
      let pid = 0;
      await until(async () => {
        const [row] = await testDb().sql<{ pid: number }[]>`
          select pid from pg_stat_activity
          where ${mine} = any(pg_blocking_pids(pid)) and query ilike ${like} limit 1`;
        pid = row?.pid ?? 0;
        return pid > 0;
      });
      return pid;
    },
  };
}
