import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ISSUE_LEVELS } from "@/lib/model/issue-levels";

const README = fileURLToPath(new URL("../../../lib/pipeline/read/README.md", import.meta.url));

test("the help and the README of the file format say the same of each code: what blocks, what skips a row, what warns", () => {
  const [, blocking = "", errors = "", warnings = ""] = readFileSync(README, "utf8").split(
    /^Blocking: |^Errors: |^Warnings: /m,
  );
  const codes = (part: string, level: string) =>
    [...part.matchAll(/^\| `(\w+)` \|/gm)].map(([, code = ""]) => [code, level] as const);
  const written = [
    ...codes(blocking, "blocking"),
    ...codes(errors, "error"),
    ...codes(warnings.split(/^## /m)[0] ?? "", "warning"),
  ];
  expect(Object.fromEntries(written)).toEqual(ISSUE_LEVELS);
});
