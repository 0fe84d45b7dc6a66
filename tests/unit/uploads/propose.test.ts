import { describe, expect, test } from "vitest";
import { proposeReading } from "@/lib/uploads/propose";

const HEADER = "ID,Email,First name,Last name,Mobile";

describe("how a file is best read", () => {
  test.each<[string, Uint8Array, object]>([
    [
      "commas",
      Buffer.from(`${HEADER}\n1,a@x.io,A,B,\n`),
      { encoding: "utf-8", delimiter: ",", problems: [] },
    ],
    ["semicolons", Buffer.from("ID;Email\n1;a,b\n2;c\n"), { delimiter: ";", header: ["ID", "Email"] }],
    ["tabs", Buffer.from("ID\tEmail\n1\ta,b\n2\tc\n"), { delimiter: "\t", header: ["ID", "Email"] }],
    ["one column", Buffer.from("ID\n1\n"), { delimiter: ",", header: ["ID"] }],
    [
      "Windows-1252",
      Buffer.from("ID,Büro\n1,2\n", "latin1"),
      { encoding: "windows-1252", header: ["ID", "Büro"] },
    ],
    [
      "UTF-16",
      Buffer.from("\ufeffID,Email\n1,2\n", "utf16le"),
      { encoding: "utf-16le", header: ["ID", "Email"] },
    ],
  ])("%s", async (_, bytes, expected) => {
    expect(await proposeReading(bytes, true)).toMatchObject({ problems: [], ...expected });
  });

  test("a quote that never closes is told as such, not taken for another separator", async () => {
    const found = await proposeReading(Buffer.from(`${HEADER}\n1,"a@x.io,A,B,\n`), true);
    expect(found).toMatchObject({ encoding: "utf-8", delimiter: ",", header: HEADER.split(",") });
    expect(found.problems[0]?.message).toMatch(/quote/i);
  });

  test("the cut-off last row of a file's beginning is no problem", async () => {
    const found = await proposeReading(Buffer.from(`${HEADER}\n1,a@x.io,A,B,\n2,"cut o`), false);
    expect(found).toMatchObject({ problems: [], sample: [["1", "a@x.io", "A", "B", ""]] });
  });
});
