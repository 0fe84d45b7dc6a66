import { expect, test } from "vitest";
import { readPlace } from "@/lib/users/address";
import { readSort, wayOf } from "@/lib/users/query";

const place = (query: string) => {
  const params = new URLSearchParams(query);
  return readPlace((name) => params.get(name) ?? "");
};

test("an address says whom the table shows, in which order and with which columns", () => {
  expect(place("q=ann&state=removed&source=manual&sort=-field-12&columns=email.field-12")).toEqual({
    query: { search: "ann", state: "removed", source: "manual", filters: [] },
    sort: "-field-12",
    columns: ["email", "field-12"],
  });
  expect(place("")).toEqual({
    query: { search: "", state: "active", source: null, filters: [] },
    sort: "name",
    columns: null,
  });
  expect(place("columns=all").columns).toBeNull();
});

test("what is no order is the order by name", () => {
  expect(["-email", "field-3", "newest"].map(readSort)).toEqual(["-email", "field-3", "newest"]);
  expect(["", "a b", "field-x", "id;drop", "--name"].map(readSort)).toEqual(Array(5).fill("name"));
  expect(wayOf("newest")).toEqual(wayOf("-added"));
});
