import { expect, test } from "vitest";
import { owned, planOf, type Row } from "./directory";

const ANN: Row = { id: "1", email: "ann@x.io", firstName: "Ann", lastName: "Ek" };
const BOB: Row = { id: "2", email: "bob@x.io", firstName: "Bob", lastName: "Dal" };
const CAT: Row = { id: "3", email: "cat@x.io", firstName: "Cat", lastName: "" };
const known = () => [owned(ANN), owned(BOB), owned(CAT)];

const REST = "Lists and teams assigned in Rollcall stay with the ID, not with the person.";

test("two people whose IDs were swapped are named", () => {
  const { end, told } = planOf(known(), [{ ...ANN, id: "2" }, { ...BOB, id: "1" }, CAT]);
  expect(told).toEqual(["update 1", "update 2"]);
  expect(end.notes).toEqual([
    `These people swapped their IDs in the file: Ann Ek (1 to 2) and Bob Dal (2 to 1). ${REST}`,
  ]);
});

test("three who passed their IDs on are one note", () => {
  const { end } = planOf(known(), [
    { ...ANN, id: "2" },
    { ...BOB, id: "3" },
    { ...CAT, id: "1" },
  ]);
  expect(end.notes).toEqual([
    `These people swapped their IDs in the file: Ann Ek (1 to 2), Cat (3 to 1) and Bob Dal (2 to 3). ${REST}`,
  ]);
});

test.each<[string, Row[]]>([
  ["addresses alone are swapped", [{ ...ANN, email: BOB.email }, { ...BOB, email: ANN.email }, CAT]],
  [
    "the other half is in a row that is not used",
    [{ ...ANN, id: "2" }, { ...BOB, id: "1" }, { ...BOB, id: "1", lastName: "Dahl" }, CAT],
  ],
])("nothing is noted where %s", (_, rows) => {
  expect(planOf(known(), rows).end.notes).toEqual([]);
});

test.each<[string, Row[], string]>([
  ["one person has the ID of a leaver", [{ ...ANN, id: "2" }, CAT], "Ann Ek (1 to 2)"],
  [
    "the IDs have slipped by a row",
    [
      { ...BOB, id: "1" },
      { ...CAT, id: "2" },
    ],
    "Bob Dal (2 to 1) and Cat (3 to 2)",
  ],
])("whoever has somebody else's ID is named where %s", (_, rows, people) => {
  expect(planOf(known(), rows).end.notes).toEqual([
    `In the file these people have the ID of someone else: ${people}. ${REST}`,
  ]);
});

test("two of one name who swap their addresses are not told apart from two who swap their IDs", () => {
  const twin = { ...BOB, firstName: "Ann", lastName: "Ek" };
  const rows = [
    { ...ANN, email: twin.email },
    { ...twin, email: ANN.email },
  ];
  expect(planOf([owned(ANN), owned(twin)], rows).end.notes).toEqual([]);
});
