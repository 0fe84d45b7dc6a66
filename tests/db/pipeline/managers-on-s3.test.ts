import { s3 } from "../../support/spool-on-s3";
import "./managers-over-sftp.test";
import { expect, test } from "vitest";

test("all of that went through the bucket", () => {
  expect(s3.requests.filter(({ method }) => method === "PUT").length).toBeGreaterThan(3);
});
