import { afterEach, expect, it, vi } from "vitest";
import { createKnownUserIndex } from "@/lib/pipeline/plan/known-user-index";

afterEach(() => vi.restoreAllMocks());

it("copies its columns when it runs out of room, not at every page of known users", () => {
  const copied = vi.spyOn(Uint8Array.prototype, "set");
  const roster = createKnownUserIndex();
  for (let page = 0; page < 500; page++) roster.addKnown(knownUsers(page * 100, 100));
  expect(roster.size()).toBe(50_000);
  expect(roster.userIdOf(roster.indexOf("49999"))).toBe(49_999);
  // From 1,024 to 65,536 places by doubling.
  expect(copied).toHaveBeenCalledTimes(6);
});

function knownUsers(from: number, count: number) {
  const ids = Array.from({ length: count }, (_, at) => from + at);
  return {
    csvIds: ids.map(String),
    userIds: Float64Array.from(ids),
    versions: Int32Array.from(ids),
    prints: new Int32Array(count * 4),
    removed: new Uint8Array(count),
    protected: new Uint8Array(count),
  };
}
