import { inRounds, median, must } from "./bench";
import { startChild } from "./child";
import type { PeopleFile } from "./people-file";
import type { YardstickOrders } from "./yardstick";

/** Milliseconds of papaparse alone on a decoded stream, by chunks or by steps, whichever is quicker. Measured once. */
export function papaparseAlone(file: PeopleFile, rounds: number): () => Promise<number> {
  let measured: Promise<number> | undefined;
  return () => {
    measured ??= measure(file, rounds);
    return measured;
  };
}

async function measure(file: PeopleFile, rounds: number): Promise<number> {
  const yardstick = startChild<YardstickOrders>("tests/bench/yardstick.ts", { NODE_ENV: "production" });
  const ways = [];
  for (const by of ["chunk", "step"] as const) {
    const times = await inRounds(rounds, async () => {
      const { ms, rows } = await yardstick.ask("papa", { path: file.path, by });
      // The edges of chunks are a known fault of its streams: a row may be lost or won there.
      must(Math.abs(rows - file.rows) <= 2, `papaparse found ${rows} rows`);
      return ms;
    });
    ways.push(median(times));
  }
  await yardstick.end();
  return Math.min(...ways);
}
