import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { refusal, unpack } from "../../../support/unpack";
import { zipOf } from "../../../support/zip";

const CSV = "ID,Email\r\n1,a@x.com\r\n";
const csvZip = (name: string | Buffer = "employees.csv") => zipOf([{ name, bytes: CSV }]);

const MB = 1_000_000;
const zeros = Buffer.alloc(30 * MB, "0");

describe("what is damaged or hostile has a text of its own", () => {
  const zip = csvZip();
  const gz = gzipSync(CSV);
  const flipped = (bytes: Buffer, at: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 0xff;
    return copy;
  };
  test.each<[string, string, Uint8Array, string]>([
    [
      "gzip cut off",
      "a.gz",
      gz.subarray(0, -9),
      "file_damaged: “a.gz” ends in the middle: the gzip file is incomplete.",
    ],
    [
      "gzip cut in its header",
      "a.gz",
      gz.subarray(0, 5),
      "file_damaged: “a.gz” ends in the middle: the gzip file is incomplete.",
    ],
    [
      "gzip with another checksum",
      "a.gz",
      flipped(gz, gz.length - 6),
      "file_damaged: “a.gz” is a damaged gzip file: its bytes are not what they were when it was packed.",
    ],
    [
      "gzip with garbage behind it",
      "a.gz",
      Buffer.concat([gz, Buffer.from("garbage")]),
      "file_damaged: “a.gz” is a damaged gzip file: its bytes are not what they were when it was packed.",
    ],
    [
      "zip cut off",
      "a.zip",
      zip.subarray(0, -30),
      "file_damaged: “a.zip” ends in the middle: the zip file is incomplete.",
    ],
    [
      "zip with bytes behind it",
      "a.zip",
      Buffer.concat([zip, Buffer.from("x")]),
      "file_damaged: “a.zip” is a damaged zip file: bytes follow its end.",
    ],
    [
      "zip with another checksum",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, says: { crc: 1 } }]),
      "file_damaged: “a.zip” is a damaged zip file: its bytes are not what they were when it was packed.",
    ],
    [
      "zip with a smaller size in its headers",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, says: { size: 3 } }]),
      "file_damaged: “a.zip” is a damaged zip file: an entry has another size than its directory says.",
    ],
    [
      "zip with a larger size in its headers",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, says: { size: 300 } }]),
      "file_damaged: “a.zip” is a damaged zip file: an entry has another size than its directory says.",
    ],
    [
      "zip with bytes that are not deflated",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, raw: Buffer.alloc(20, 0xff) }]),
      "file_damaged: “a.zip” is a damaged zip file: an entry can't be unpacked.",
    ],
    [
      "zip with an entry beyond its end",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, method: 0, says: { packedSize: 9000, size: 9000 } }]),
      "file_damaged: “a.zip” ends in the middle: the zip file is incomplete.",
    ],
    ["zip without entries", "a.zip", zipOf([]), "file_entry: “a.zip” has no file in it."],
    [
      "zip with a folder only",
      "a.zip",
      zipOf([{ name: "out/", bytes: "", method: 0 }]),
      "file_entry: “a.zip” has no file in it.",
    ],
    [
      "zip with a password",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, flags: 1 }]),
      "file_protected: “a.zip” is protected by a password: a file with a password can't be opened.",
    ],
    [
      "zip with an AES password",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, flags: 1, method: 99 }]),
      "file_protected: “a.zip” is protected by a password: a file with a password can't be opened.",
    ],
    [
      "zip with strong encryption",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, flags: 0x41 }]),
      "file_protected: “a.zip” is protected by a password: a file with a password can't be opened.",
    ],
    [
      "zip of an unknown method",
      "a.zip",
      zipOf([{ name: "a.csv", bytes: CSV, method: 14 }]),
      "file_not_csv: “a.csv” is packed in the zip file by a method (14), which can't be opened.",
    ],
    [
      "zip in a zip",
      "a.zip",
      zipOf([{ name: "b.zip", bytes: zip }]),
      "file_nested: “b.zip” is a zip file inside a zip file.",
    ],
    [
      "zip in gzip in a zip",
      "a.zip",
      zipOf([{ name: "b.gz", bytes: gzipSync(zip) }]),
      "file_nested: “b” is a zip file inside a zip file.",
    ],
    [
      "too many layers",
      "a.gz",
      [1, 2, 3, 4, 5].reduce((bytes) => gzipSync(bytes), Buffer.from(CSV)),
      "file_nested: “a.gz” is packed in too many layers.",
    ],
    [
      "zip with an absolute path",
      "a.zip",
      csvZip("/etc/passwd"),
      "file_entry: “a.zip” has an entry whose name leads out of its folder: “/etc/passwd”. It was not opened.",
    ],
    [
      "zip with a drive",
      "a.zip",
      csvZip("C:\\x.csv"),
      "file_entry: “a.zip” has an entry whose name leads out of its folder: “C:/x.csv”. It was not opened.",
    ],
    [
      "zip that climbs",
      "a.zip",
      csvZip("x/../../a.csv"),
      "file_entry: “a.zip” has an entry whose name leads out of its folder: “x/../../a.csv”. It was not opened.",
    ],
    [
      "zip that climbs with backslashes",
      "a.zip",
      csvZip("..\\..\\a.csv"),
      "file_entry: “a.zip” has an entry whose name leads out of its folder: “../../a.csv”. It was not opened.",
    ],
    [
      "zip with NUL in a name",
      "a.zip",
      csvZip("a.csv\0.txt"),
      "file_entry: “a.zip” has an entry whose name leads out of its folder: “a.csv‹U+0000›.txt”. It was not opened.",
    ],
    [
      "zip with two entries of one name",
      "a.zip",
      zipOf([
        { name: "a.csv", bytes: CSV },
        { name: "a.csv", bytes: "x" },
      ]),
      "file_entry: “a.zip” has 2 files: “a.csv”, “a.csv”.",
    ],
    [
      "names that turn the text around",
      "a.zip",
      zipOf([
        { name: "a\u202evsc.csv", bytes: CSV },
        { name: "b.csv", bytes: "x" },
      ]),
      "file_entry: “a.zip” has 2 files: “a‹U+202E›vsc.csv”, “b.csv”.",
    ],
    [
      "7-Zip",
      "a.zip",
      Buffer.from("7z\xbc\xaf\x27\x1c123", "latin1"),
      "file_not_csv: “a.zip” is a 7-Zip archive, which can't be opened.",
    ],
    [
      "RAR",
      "a.csv",
      Buffer.from("Rar!\x1a\x07\x00", "latin1"),
      "file_not_csv: “a.csv” is a RAR archive, which can't be opened.",
    ],
    [
      "OpenDocument",
      "a.ods",
      zipOf([
        { name: "mimetype", bytes: "x" },
        { name: "content.xml", bytes: "x" },
      ]),
      "file_not_csv: “a.ods” is an OpenDocument file (.ods), which can't be opened.",
    ],
    [
      "a tar in gzip",
      "a.tgz",
      gzipSync(Buffer.from(`${"\0".repeat(257)}ustar`)),
      "file_not_csv: “a.tgz” is a tar archive, which can't be opened.",
    ],
  ])("%s", async (_what, name, bytes, told) => {
    expect(await refusal(name, bytes)).toBe(told);
  });

  test("a zip of very many entries is not listed to its end", async () => {
    const many = zipOf(
      Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}.csv`, bytes: "", method: 0 })),
    );
    expect(await refusal("a.zip", many)).toBe(
      "file_entry: “a.zip” has 10001 entries; at most 10000 are looked at.",
    );
  });

  test.each<[string, Uint8Array]>([
    ["gzip", gzipSync(zeros)],
    ["zip", zipOf([{ name: "a.csv", bytes: zeros }])],
    ["zip that says it is small", zipOf([{ name: "a.csv", bytes: zeros, says: { size: 10 } }])],
    ["layers that are harmless each", gzipSync(gzipSync(gzipSync(zeros)))],
  ])("a bomb stops: %s", async (_what, bytes) => {
    expect(bytes.length * 100).toBeLessThan(zeros.length);
    expect(await refusal("a.bin", bytes)).toMatch(/^file_(expands|damaged): /);
  });

  test("a small file may expand a lot", async () => {
    const text = "1,a@x.com\n".repeat(900_000);
    expect((await unpack("a.gz", gzipSync(text)))?.sizeBytes).toBe(9 * MB);
  });

  test("it stops at the limit of the sync, wherever that is reached", async () => {
    const random = randomBytes(3000).toString("hex");
    for (const bytes of [gzipSync(random), zipOf([{ name: "a.csv", bytes: random }])]) {
      expect(await refusal("a.bin", bytes, { sizeBytesMax: 5000 })).toBe(
        "file_too_large: “a.bin” unpacks to more than 5 KB, the limit for a file.",
      );
      expect((await unpack("a.bin", bytes, { sizeBytesMax: 6000 }))?.sizeBytes).toBe(6000);
    }
  });

  test("a run that is cancelled ends it, and nothing is left", async () => {
    const cancel = new AbortController();
    const running = unpack("a.gz", gzipSync(randomBytes(20 * MB)), { signal: cancel.signal });
    setTimeout(() => cancel.abort(new Error("Cancelled.")), 5);
    await expect(running).rejects.toThrow("Cancelled.");
  });
});
