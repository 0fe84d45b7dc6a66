import { expect, test } from "vitest";
import { permissionsInWords, TOKEN_PERMISSIONS } from "@/lib/api-tokens/scopes";

test("what a token may do is told in the words of the form", () => {
  expect(permissionsInWords(["run:undo", "user:view"])).toBe("Undo runs, Read users");
  expect(permissionsInWords(TOKEN_PERMISSIONS.map(({ permission }) => permission))).toBe("All permissions");
});

test("what is no list of known permissions is left as it is", () => {
  for (const value of [undefined, null, "run:undo", [], ["run:undo", "gone:since"]]) {
    expect(permissionsInWords(value)).toBeUndefined();
  }
});
