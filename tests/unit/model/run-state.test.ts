import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  isFinished,
  isOpen,
  OPEN_STATES,
  PLANNED_STATES,
  RUN_STATES,
  RUN_TRANSITIONS,
  statesBefore,
  UNFINISHED_STATES,
} from "@/lib/model/run-state";

const arrows = Object.entries(RUN_TRANSITIONS).flatMap(([from, next]) =>
  Object.entries(next).map(([to, why]) => `${from} --> ${to}: ${why}`),
);

test("the diagram in lib/runs/README.md draws exactly the table", () => {
  const readme = readFileSync("lib/runs/README.md", "utf8");
  const diagram = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const drawn = diagram.split("\n").flatMap((line) => line.trim() || []);
  expect(drawn).toEqual(["[*] --> queued: requested or scheduled", ...arrows]);
});

test("every state can be reached, and every run can come to an end", () => {
  expect(RUN_STATES.filter((state) => !arrows.some((arrow) => arrow.includes(`--> ${state}:`)))).toEqual([]);
  for (const state of UNFINISHED_STATES) {
    expect(Object.keys(RUN_TRANSITIONS[state])).toContain("cancelled");
  }
});

test("only an undo changes a run that has ended, and it leads back where it came from", () => {
  const ended = RUN_STATES.filter((state) => isFinished(state) && state !== "undone");
  for (const state of ended) expect(Object.keys(RUN_TRANSITIONS[state])).toEqual(["undone"]);
  expect(Object.keys(RUN_TRANSITIONS.undone)).toEqual(ended);
});

test.each([
  ["running", ["queued", "running"]],
  ["held", ["running"]],
  ["queued", ["held"]],
  ["failed", ["queued", "running"]],
  ["cancelled", ["queued", "running", "held"]],
  ["superseded", ["held"]],
  ["undone", []],
] as const)("an unfinished run becomes %s from %j", (to, from) => {
  expect(statesBefore(to)).toEqual(from);
});

test("a state is open, waits for approval, or is finished", () => {
  expect(RUN_STATES.filter(isOpen)).toEqual([...OPEN_STATES]);
  expect(RUN_STATES.filter((state) => !isOpen(state) && !isFinished(state))).toEqual(["held"]);
  expect(PLANNED_STATES.filter(isOpen)).toEqual([]);
});
