import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAll } from "./reading";

const latin = (text: string) => Buffer.from(text, "latin1");
/** Text as somebody sees it who takes its UTF-8 for Windows-1252. */
const twice = (text: string) => new TextDecoder("windows-1252").decode(Buffer.from(text));

describe("A sync set to Windows-1252 refuses UTF-8", () => {
  test("and says what it would make of it", async () => {
    const { problem, remedy } = await readAll("ID,Name\r\n1,Ann\r\n2,Dr. Jörg Ek\r\n", {
      encoding: "windows-1252",
    });
    expect(problem).toMatchObject({ severity: "blocking", code: "file_encoding", line: 3 });
    expect(problem?.message).toBe(
      "The file is UTF-8, but this sync reads Windows-1252, which would turn “Jörg” into “JÃ¶rg” (line 3, column 8 (byte 23)).",
    );
    expect(remedy).toContain("Choose UTF-8");
  });

  test("wherever it is cut and whatever its letters are", async () => {
    const word = fc.stringMatching(/^[a-zäöüß€中😀’ ]{1,12}$/u);
    await fc.assert(
      fc.asyncProperty(fc.array(word), fc.array(fc.nat(), { maxLength: 9 }), async (words, cuts) => {
        const file = `h1,h2\n${words.map((text, at) => `${at},${text}\n`).join("")}`;
        const { problem } = await readAll(file, { encoding: "windows-1252" }, cuts);
        const isAscii = [...file].every((char) => char <= "\x7f");
        expect(problem?.code).toBe(isAscii ? undefined : "file_encoding");
        // One letter of the other encoding is enough to tell.
        const mixed = Buffer.concat([Buffer.from(file), latin("9,Jürg\n")]);
        expect((await readAll(mixed, { encoding: "windows-1252" }, cuts)).problem).toBeNull();
      }),
    );
  });

  test("also where the letters come after many blocks", async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `${at},Ann\n`).join("");
    const { problem } = await readAll(`h1,h2\n${rows}x,Jörg\n`, { encoding: "windows-1252" });
    expect(problem).toMatchObject({ code: "file_encoding", line: 20_002 });
  });
});

describe("Text that was encoded twice is told once a file", () => {
  test("with an example and what it should be", async () => {
    const rows = ["1,Ann,Ek", `2,${twice("Jörg")},Ek`, "3,Änne,Ek", `4,${twice("Zoë")},${twice("Müller")}`];
    const { warnings, problem } = await readAll(`ID,First,Last\n${rows.join("\n")}\n`);
    expect(problem).toBeNull();
    expect(warnings).toMatchObject([
      { severity: "warning", code: "encoded_twice", row: 3, line: 3, column: "First", value: "JÃ¶rg" },
    ]);
    expect(warnings[0]?.message).toBe(
      "Text seems to be encoded twice in 3 cells: “JÃ¶rg” in row 3 is probably “Jörg”",
    );
  });

  test.each(["Ä", "à", "ß", "É", "ÿ", "Ž’"])("%s", async (text) => {
    const { warnings } = await readAll(`a,b\n1,x${twice(`é${text}`)}\n2,${twice(`é${text}`)}\n`);
    expect(warnings[0]?.message).toContain(`is probably “xé${text}”`);
  });

  test.each(["JOÃO", "SÃO LUÍS", "Ânia", "Â°", "Ã", "MANHÃ »", "Ångström"])(
    "%s is meant as it is",
    async (text) => {
      const { warnings } = await readAll(`a,b\n1,${text} São\n2,${text} são\n`);
      expect(warnings).toEqual([]);
    },
  );

  test("One cell alone may be meant as it is", async () => {
    expect((await readAll("a,b\n1,Ã¶\n2,x\n")).warnings).toEqual([]);
  });
});
