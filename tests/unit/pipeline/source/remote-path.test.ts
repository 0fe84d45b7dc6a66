import fc from "fast-check";
import { expect, test } from "vitest";
import { isAppError } from "@/lib/errors";
import { checkFilePath, pathFromHome } from "@/lib/pipeline/source/near-names";

test.each([
  ["users.csv", "/home/sync", "users.csv"],
  ["./export//users.csv", "/home/sync", "export/users.csv"],
  ["a/../users.csv", "/home/sync", "users.csv"],
  ["/home/sync/export/users.csv", "/home/sync", "export/users.csv"],
  ["/users.csv", "/", "users.csv"],
  ["/home/sync", "/home/sync", "."],
  ["", "/home/sync", "."],
  ["..users.csv", "/home/sync", "..users.csv"],
])("%j from %j is %j", (path, home, expected) => expect(pathFromHome(path, home)).toBe(expected));

test.each([
  ["../users.csv", "/home/sync"],
  ["a/../../users.csv", "/home/sync"],
  ["..", "/home/sync"],
  ["/etc/passwd", "/home/sync"],
  ["/home/sync2/users.csv", "/home/sync"],
  ["/home/sync/../other/users.csv", "/home/sync"],
])("%j leaves %j", (path, home) => {
  expect(() => pathFromHome(path, home)).toThrow(`File error: ${path} is outside the home folder`);
});

test("whatever is typed, it stays at home or is refused in words", () => {
  const part = fc.constantFrom("..", ".", "", "a", "b.csv", "..c", "home", "sync");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.boolean(), (parts, isAbsolute) => {
      const path = (isAbsolute ? "/" : "") + parts.join("/");
      try {
        const found = pathFromHome(path, "/home/sync");
        expect(found.split("/")).not.toContain("..");
        expect(found.startsWith("/")).toBe(false);
      } catch (error) {
        expect(isAppError(error) && error.code).toBe("source_path");
      }
    }),
  );
});

test.each(["a\nb.csv", "a\0.csv", "a\u007f", "x".repeat(5000), "   ", "users.csv.part"])(
  "a path that can't be meant is refused: %j",
  (path) => expect(() => checkFilePath(path)).toThrow(/^File error: /),
);
