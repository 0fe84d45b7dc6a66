import { expect, test } from "vitest";
import { personalData } from "../support/personal-data";

test("Logs that name somebody are found, whether by address or by name", () => {
  const clean = '{"level":30,"name":"web","event":"sync.apply.done","count":3}';
  const byAddress = 'Error: Failed query: select 1 params: mia@example.com,"x"';
  const byName = "params: 1,Peter Pan,+358";
  const byWord = '["1","Mia","Market"]';
  expect(personalData([clean, byAddress, byName, byWord].join("\n"))).toEqual([byAddress, byName, byWord]);
  expect(personalData(clean)).toEqual([]);
});
