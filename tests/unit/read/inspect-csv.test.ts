import { describe, expect, test } from "vitest";
import { inspectCsv } from "@/lib/sync/read/inspect-csv";

const HEADER = "ID,Email,First name,Last name,Mobile";

describe("What the wizard proposes for a file", () => {
  test("A standard file needs nothing", () => {
    const found = inspectCsv(Buffer.from(`${HEADER}\n1,a@b.fi,A,B,\n2,c@d.fi,C,D,\n3,cut@o`));
    expect(found).toMatchObject({ encoding: "utf-8", delimiter: ",", problems: [] });
    expect(found.rows).toEqual([
      ["1", "a@b.fi", "A", "B", ""],
      ["2", "c@d.fi", "C", "D", ""],
    ]);
    expect(found.columns.every((column) => column.isExact)).toBe(true);
  });

  test("Near misses are proposed, never taken as exact", () => {
    const { columns } = inspectCsv(Buffer.from("UID,E-mail,FIRST_NAME,Surname,Mobile phone,Office\n"));
    expect(columns).toEqual([
      { header: "UID", target: "id", isExact: false },
      { header: "E-mail", target: "email", isExact: false },
      { header: "FIRST_NAME", target: "first_name", isExact: false },
      { header: "Surname", target: "last_name", isExact: false },
      { header: "Mobile phone", target: "mobile", isExact: false },
      { header: "Office", target: null, isExact: false },
    ]);
  });

  test.each([
    ["Email address", "email"],
    ["e mail", "email"],
    ["Given name", "first_name"],
    ["last name ", "last_name"],
    ["id", "id"],
    ["Idea", null],
  ])("%s is probably %s", (header, target) => {
    expect(inspectCsv(Buffer.from(`${header},x\n1,2\n`)).columns[0]?.target).toBe(target);
  });

  test("The separator is proposed from the rows", () => {
    expect(inspectCsv(Buffer.from("ID;Email\n1;a,b\n2;c\n")).delimiter).toBe(";");
    expect(inspectCsv(Buffer.from("ID\tEmail\n1\ta,b\n2\tc\n")).delimiter).toBe("\t");
    expect(inspectCsv(Buffer.from("ID\n1\n")).delimiter).toBe(",");
  });

  test("The encoding is proposed from the bytes", () => {
    expect(inspectCsv(Buffer.from("ID,Büro\n1,2\n", "latin1")).encoding).toBe("windows-1252");
    expect(inspectCsv(Buffer.from("ID,Büro\n1,ü").subarray(0, -1)).encoding).toBe("utf-8");
    expect(inspectCsv(Buffer.from("\ufeffID,Email\n1,2\n", "utf16le"))).toMatchObject({
      encoding: "utf-16le",
      rows: [["1", "2"]],
    });
  });

  test("A header alone is read, with or without its line end", () => {
    for (const file of [HEADER, `${HEADER}\n`]) {
      expect(inspectCsv(Buffer.from(file))).toMatchObject({ rows: [], problems: [] });
      expect(inspectCsv(Buffer.from(file)).columns).toHaveLength(5);
    }
  });

  test("What would block a run is told", () => {
    expect(inspectCsv(Buffer.from("PK\x03\x04")).problems[0]?.code).toBe("file_not_csv");
    expect(inspectCsv(Buffer.from("a,a\n1,2\n")).problems[0]?.code).toBe("header_duplicate");
    expect(inspectCsv(Buffer.alloc(0)).problems[0]?.code).toBe("file_empty");
  });
});
