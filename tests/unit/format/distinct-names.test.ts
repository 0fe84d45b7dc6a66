import fc from "fast-check";
import { expect, test } from "vitest";
import { distinctNames } from "@/lib/format/distinct-names";

const name = (row: { name: string }) => row.name;
const email = (row: { email: string }) => row.email;

test("two people of one name are told apart by their addresses, everyone else is only named", () => {
  const [anna, other, ben] = [
    { name: "Anna Virtanen", email: "anna@example.com" },
    { name: "Anna Virtanen", email: "av@example.com" },
    { name: "Ben Berg", email: "ben@example.com" },
  ] as const;
  const nameOf = distinctNames([anna, other, ben], name, email);
  expect([anna, other, ben].map(nameOf)).toEqual([
    "Anna Virtanen, anna@example.com",
    "Anna Virtanen, av@example.com",
    "Ben Berg",
  ]);
});

test("rows of different addresses never have the same name", () => {
  const rows = fc.uniqueArray(
    fc.record({ name: fc.constantFrom("Anna", "Ben", ""), email: fc.emailAddress() }),
    { selector: email },
  );
  fc.assert(
    fc.property(rows, (people) => {
      expect(new Set(people.map(distinctNames(people, name, email))).size).toBe(people.length);
    }),
  );
});
