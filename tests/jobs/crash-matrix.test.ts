import type { Point } from "./crash-cells";

// Read once, by this process and by its workers: also of small files, rows with prints are not read.
process.env.SYNC_FAST_PATH = "always";
const { stopBehind, testMatrix } = await import("./crash-cells");

/** While prints are made of the new file, and while they become those of the sync. */
const OF_PRINTS: readonly Point[] = [
  { point: "in-prints", source: "upload", applied: false },
  { point: "in-promote", source: "server", applied: false },
];

await testMatrix(
  [
    { point: "after-download", source: "server", applied: false },
    { point: "mid-read", source: "server", applied: false },
    { point: "after-stage", source: "upload", applied: false },
    { point: "mid-plan", source: "server", applied: false },
    ...OF_PRINTS,
    { point: "before-apply", source: "server", applied: false },
    { point: "in-apply", source: "upload", applied: false },
    { point: "after-commit", source: "upload", applied: true },
    { point: "in-report", source: "upload", applied: true },
  ],
  {
    spares: ({ victim, point }) => victim !== "postgres" || OF_PRINTS.some((at) => at.point === point),
    stops: {
      // What the new prints are based on.
      "in-prints": (syncId) =>
        stopBehind(
          "%sync_prints%for share%",
          (tx) =>
            tx`select 1 from sync_prints where sync_id = ${syncId} and is_current and part = -1 for update`,
        ),
      // What goes then.
      "in-promote": (syncId) =>
        stopBehind(
          "delete from sync_prints%",
          (tx) =>
            tx`select 1 from sync_prints where sync_id = ${syncId} and is_current and part = 0 for update`,
        ),
    },
  },
);
