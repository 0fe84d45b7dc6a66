import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { refusal, unpack } from "../../../support/unpack";
import { zipOf } from "../../../support/zip";

const CSV = "ID,Email\r\n1,a@x.com\r\n";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const csvZip = (name: string | Buffer = "employees.csv") => zipOf([{ name, bytes: CSV }]);

test.each(["", "ID,Email\n", "P", "PK", "ÄÖ;Ü\n", "\x1f", "BZ,x", "7z\n", "-----BEGIN CERTIFICATE-----\n"])(
  "%j is a plain file",
  async (text) => {
    expect(await unpack("export.zip", text)).toBeNull();
  },
);

test.each(["Äpfel", "Ñ", "éa", "\u0085x", "„Name“;b", "Ãƒ", "ñandú,x", "Ć", "Œuvre;b", "¡,b", "Ò"])(
  "text that begins with %j in Windows-1252 is a plain file",
  async (text) => {
    expect(await unpack("a.csv", Buffer.from(`${text};E-mail\n1;a@x.com\n`, "latin1"))).toBeNull();
    expect(await unpack("a.csv", Buffer.from(`${text};E-mail\n1;a@x.com\n`, "utf8"))).toBeNull();
    expect(await unpack("a.csv", Buffer.from(`\ufeff${text};E-mail\n`, "utf16le"))).toBeNull();
  },
);

describe("what comes out is what was packed", () => {
  test.each<[string, Uint8Array, string[]]>([
    ["employees.csv.gz", gzipSync(CSV), ["employees.csv.gz", "employees.csv"]],
    ["employees.csv", gzipSync(CSV), ["employees.csv", "employees.csv"]],
    ["export.zip", csvZip(), ["export.zip", "employees.csv"]],
    ["export.csv", csvZip("out\\employees.csv"), ["export.csv", "employees.csv"]],
    ["a.zip", zipOf([{ name: "e.csv.gz", bytes: gzipSync(CSV) }]), ["a.zip", "e.csv.gz", "e.csv"]],
    ["a.zip.gz", gzipSync(csvZip()), ["a.zip.gz", "a.zip", "employees.csv"]],
    ["a.gz", gzipSync(gzipSync(CSV)), ["a.gz", "a", "a"]],
  ])("%s", async (name, bytes, layers) => {
    expect(await unpack(name, bytes)).toEqual({
      text: CSV,
      layers,
      contentSha256: sha256(CSV),
      sizeBytes: CSV.length,
      sheet: null,
      others: [],
    });
  });

  test.each<[string, Uint8Array]>([
    ["several members", Buffer.concat([gzipSync(CSV.slice(0, 9)), gzipSync(CSV.slice(9))])],
    ["zeros behind it, as from a tape", Buffer.concat([gzipSync(CSV), Buffer.alloc(512)])],
  ])("gzip with %s", async (_what, bytes) => {
    expect((await unpack("a.gz", bytes))?.text).toBe(CSV);
  });

  test.each<[string, Uint8Array]>([
    ["stored", zipOf([{ name: "a.csv", bytes: CSV, method: 0 }])],
    ["with a data descriptor", zipOf([{ name: "a.csv", bytes: CSV, hasDescriptor: true }])],
    ["of zip64", zipOf([{ name: "a.csv", bytes: CSV, isZip64: true }], { isZip64: true })],
    ["with a comment", zipOf([{ name: "a.csv", bytes: CSV }], { comment: "made by hr" })],
    [
      "with a folder",
      zipOf([
        { name: "out/", bytes: "", method: 0 },
        { name: "out/a.csv", bytes: CSV },
      ]),
    ],
    [
      "of a Mac",
      zipOf([
        { name: "a.csv", bytes: CSV },
        { name: "__MACOSX/._a.csv", bytes: "junk" },
        { name: ".DS_Store", bytes: "junk" },
      ]),
    ],
    [
      "with a note beside it",
      zipOf([
        { name: "readme.pdf", bytes: "%PDF-" },
        { name: "A.CSV", bytes: CSV },
      ]),
    ],
    ["with one file of any name", zipOf([{ name: "EXPORT.DAT", bytes: CSV }])],
  ])("zip %s", async (_what, bytes) => {
    expect((await unpack("a.zip", bytes))?.text).toBe(CSV);
  });

  test("names of entries are shown as their encoding says, and never as a path", async () => {
    const dos = Buffer.from([0x4a, 0x94, 0x72, 0x67, 0x2e, 0x63, 0x73, 0x76]);
    expect((await unpack("a.zip", csvZip(dos)))?.layers).toEqual(["a.zip", "Jörg.csv"]);
    expect((await unpack("a.zip", csvZip(Buffer.from("Jörg.csv"))))?.layers).toEqual(["a.zip", "Jörg.csv"]);
  });
});

describe("which entry", () => {
  const two = zipOf([
    { name: "x/employees_20260301.csv", bytes: CSV },
    { name: "x/managers.csv", bytes: "UID\n" },
  ]);
  const pick = (zipEntry: string | null) => unpack("a.zip", two, { settings: { zipEntry, sheet: null } });

  test.each(["employees*.csv", "EMPLOYEES_????????.csv", "x/emp*", "employees_{yyyy}{MM}{dd}.csv"])(
    "%s is the first",
    async (pattern) => {
      expect(await pick(pattern)).toMatchObject({ text: CSV, others: ["x/managers.csv"] });
    },
  );

  test("a person who sees what was read gets the first", async () => {
    expect(await unpack("a.zip", two, { whenSeveral: "first" })).toMatchObject({ text: CSV });
  });

  test.each([
    [null, "file_entry: “a.zip” has 2 files: “x/employees_20260301.csv”, “x/managers.csv”."],
    [
      "*.csv",
      "file_entry: “a.zip” has 2 files that match “*.csv”: “x/employees_20260301.csv”, “x/managers.csv”.",
    ],
    [
      "staff.csv",
      "file_entry: “a.zip” has no entry that matches “staff.csv”. It has: “x/employees_20260301.csv”, “x/managers.csv”.",
    ],
    [
      "x*",
      "file_entry: “a.zip” has no entry that matches “x*”. It has: “x/employees_20260301.csv”, “x/managers.csv”.",
    ],
  ])("%s is refused", async (zipEntry, told) => {
    expect(await refusal("a.zip", two, { settings: { zipEntry, sheet: null } })).toBe(told);
  });

  test("a pattern of many stars is matched in no time", async () => {
    const long = zipOf([{ name: `${"a".repeat(5000)}.txt`, bytes: CSV }]);
    const begun = performance.now();
    await refusal("a.zip", long, { settings: { zipEntry: `${"*a".repeat(4)}b`, sheet: null } });
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
