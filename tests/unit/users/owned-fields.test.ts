import { expect, test } from "vitest";
import type { Mapping } from "@/lib/sync/mapping";
import type { ProfileField } from "@/lib/sync/types";
import { ownedFieldIds } from "@/lib/users/owned-fields";

const fields = ["Title", "Team", "Note"].map(
  (label, at): ProfileField => ({ id: at + 1, label, type: "text", options: [] }),
);

test("a file owns the fields its columns fill, by label or by mapping, and no others", () => {
  const columns: Mapping["columns"] = {
    Squad: { kind: "field", fieldId: 2, blank: "clear" },
    Note: { kind: "ignore" },
    Gone: { kind: "field", fieldId: 99, blank: "clear" },
  };
  expect(ownedFieldIds(["ID", "Title", "Squad", "Note", "Gone"], { columns }, fields)).toEqual([1, 2]);
  expect(ownedFieldIds(["ID"], { columns }, fields)).toEqual([]);
});
