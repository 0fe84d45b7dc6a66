import { testMatrix } from "./crash-cells";

await testMatrix([
  { point: "after-download", source: "server", applied: false },
  { point: "mid-read", source: "server", applied: false },
  { point: "after-stage", source: "upload", applied: false },
  { point: "mid-plan", source: "server", applied: false },
  { point: "before-apply", source: "server", applied: false },
  { point: "in-apply", source: "upload", applied: false },
  { point: "after-commit", source: "upload", applied: true },
  { point: "in-report", source: "upload", applied: true },
]);
