import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { xlsxOf } from "../../support/xlsx";
import { type Group, inRounds, median, must } from "../bench";
import { startChild } from "../child";
import type { WorkbookOrders } from "../workbook";

const ROWS = 100_000;
const COLUMNS = 15;

/**
 * An Excel workbook to rows, end to end: unzip, parse, write as CSV, and read that. Half of its cells are shared strings, as
 * Excel writes them. Each round has a process of its own. 27 November, on a busy
 * machine: 7.2 s, of which reading the CSV took 0.2 s, and 32 MB more memory than before.
 */
export const group: Group = {
  name: "xlsx",
  keys: ["xlsx.ms", "xlsx.rss_growth_mb"],
  run: async ({ house, rounds }) => {
    const file = join(house.folder, "people.xlsx");
    await writeFile(file, workbook());
    const times = await inRounds(rounds, async () => {
      const child = startChild<WorkbookOrders>("tests/bench/workbook.ts", { NODE_ENV: "production" });
      const opened = await child.ask("open", { file, scratch: join(house.folder, "workbook") });
      await child.end();
      must(opened.rows === ROWS && opened.columns === COLUMNS, "not every row or column was read");
      return opened;
    });
    const unpackMs = median(times.map((time) => time.unpackMs));
    const readMs = median(times.map((time) => time.readMs));
    return {
      figures: [
        { key: "xlsx.ms", value: unpackMs + readMs, what: "100,000 x 15, opened and read, ms" },
        {
          key: "xlsx.rss_growth_mb",
          value: median(times.map((time) => time.growthMb)),
          what: "growth of the process meanwhile, MB",
        },
      ],
      breakdowns: [{ title: "xlsx", phases: { "open the workbook": unpackMs, "read the CSV": readMs } }],
    };
  },
};

/** Of each row: an ID, an address, and texts, of which every other column has few that are different. */
function workbook(): Buffer {
  const shared = Array.from({ length: 200 }, (_, at) => `Department ${at}`);
  const columns = Array.from({ length: COLUMNS }, (_, at) => `Column ${at + 1}`);
  const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows: string[] = [`<row>${columns.map(inline).join("")}</row>`];
  for (let row = 0; row < ROWS; row++) {
    const cells = columns.map((_, at) => {
      if (at === 0) return `<c><v>${row + 1}</v></c>`;
      if (at === 1) return inline(`person.${row}@example.com`);
      return at % 2 === 0
        ? `<c t="s"><v>${(row * at) % shared.length}</v></c>`
        : inline(`Value ${row} ${at}`);
    });
    rows.push(`<row r="${row + 2}">${cells.join("")}</row>`);
  }
  const strings = shared.map((text) => `<si><t>${text}</t></si>`).join("");
  return xlsxOf({ sheets: [{ name: "People", rows: rows.join("") }], strings });
}
