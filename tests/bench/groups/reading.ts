import { type Group, inRounds, median, must } from "../bench";
import { startChild } from "../child";
import type { YardstickOrders } from "../yardstick";

/** Taking a file apart and looking at each row, beside what papaparse alone takes. */
export const group: Group = {
  name: "reading",
  keys: ["read_validate.ratio"],
  run: async ({ file, rows, rounds, papaMs }) => {
    const yardstick = startChild<YardstickOrders>("tests/bench/yardstick.ts", { NODE_ENV: "production" });
    const papa = await papaMs();
    const times = await inRounds(rounds, async () => {
      const read = await yardstick.ask("rooms", { path: file.path });
      must(
        read.rows === rows && read.persons === rows && read.warnings === 0,
        "not every row became a person",
      );
      return read.ms;
    });
    await yardstick.end();
    const ours = median(times);
    return {
      figures: [
        {
          key: "read_validate.ratio",
          value: ours / papa,
          goal: { most: 1.8 },
          what: "read and validate / papaparse alone",
        },
      ],
      breakdowns: [{ title: "reading", phases: { "papaparse alone": papa, "read and validate": ours } }],
    };
  },
};
