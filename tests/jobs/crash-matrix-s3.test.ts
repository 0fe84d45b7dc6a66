import { expect, test } from "vitest";
import { s3 } from "../support/spool-on-s3";
import { until } from "../support/until";
import { type Stop, testMatrix } from "./crash-cells";

// The points where the spool matters, with files in a bucket that only the test's process has.
await testMatrix(
  [
    { point: "in-store", source: "server", applied: false },
    { point: "after-download", source: "server", applied: false },
    { point: "mid-read", source: "upload", applied: false },
    { point: "before-apply", source: "server", applied: false },
    { point: "in-report", source: "server", applied: true },
  ],
  { stops: { "in-store": stopInStore } },
);

/** The bucket takes a file in, and does not come to its end. */
function stopInStore(): Stop {
  let isHanging = false;
  s3.faults = ({ method }) => {
    if (method !== "PUT" || isHanging) return null;
    isHanging = true;
    return { how: "deaf" };
  };
  const release = () => {
    s3.faults = () => null;
    s3.hangUp();
  };
  return {
    reached: () => until(async () => isHanging),
    overtaken: async () => release(),
    release,
  };
}

test("all of that went through the bucket", () => {
  expect(s3.requests.filter(({ method }) => method === "PUT").length).toBeGreaterThan(30);
});
