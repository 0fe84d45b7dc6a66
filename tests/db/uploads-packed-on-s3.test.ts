import { s3 } from "../support/spool-on-s3";
import "./uploads-packed.test";
import { expect, test } from "vitest";

test("all of that was in the bucket", () => {
  expect(s3.requests.filter(({ method }) => method === "PUT").length).toBeGreaterThan(20);
});
