import { expect, test } from "vitest";
import { NO_GUARDS } from "../../support/pipeline";
import { mintTwin, night } from "./twins";

// A row is as it was, and its user is not as the row says: what a person has left out of a plan comes again.

const HEADER = "ID,Email,First name,Last name,Mobile,Level,Unit";
const ROWS = Array.from({ length: 24 }, (_, n) => `E${n},p${n}@x.io,First,Last,,Low,`);
const RENAMED = ROWS.map((row, n) => (n < 4 ? row.replace("First", "Renamed") : row));
const ADDED = [...ROWS, "E30,p30@x.io,First,Last,,Low,", "E31,p31@x.io,First,Last,,Low,"];
const fileOf = (rows: readonly string[]) => `${HEADER}\n${rows.join("\n")}\n`;

test.each([
  ["An update", RENAMED, "update", ["E1", "E3"], { massUpdate: { atLeast: 0, percent: 0 } }],
  ["A removal", ROWS.slice(4), "remove", ["E1", "E3"], { removals: { atLeast: 1, percent: 0 } }],
  ["A new user", ADDED, "create", ["E31"], {}],
] as const)("%s that was left out is in the next plan", async (_, rows, kind, leftOut, guards) => {
  const guardSettings = { ...NO_GUARDS, ...guards };
  const twin = await mintTwin({ policy: { bytesMin: 0, renewedAt: 0 }, sync: { guardSettings } });
  await night(twin, fileOf(ROWS));

  const intent = kind === "create" ? "preview" : "apply";
  const first = await night(twin, fileOf(rows), { decision: "ticked", more: { intent } });
  const of = (status: string) => first.ended.lines.filter((line) => line.status === status);
  expect(of("left_out").map(({ csv_id }) => csv_id)).toEqual(leftOut);

  const { planned } = await night(twin, fileOf(rows), { decision: "none" });
  expect(planned.lines.map((line) => [line.kind, line.csv_id])).toEqual(leftOut.map((id) => [kind, id]));
  expect(planned.counts).toMatchObject({ unchanged: rows.length - (kind === "remove" ? 0 : leftOut.length) });
  expect(twin.spared(), "nights in which rows were spared").toBe(2);
});
