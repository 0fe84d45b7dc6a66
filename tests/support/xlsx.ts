import { type ZipPart, zipOf } from "./zip";

type SheetPart = { name: string; rows: string; state?: string };

type Book = {
  sheets: readonly SheetPart[];
  /** The `si` elements. */
  strings?: string;
  /** Codes of the formats of styles 1, 2, …; a number is one that is built in. */
  formats?: readonly (string | number)[];
  is1904?: boolean;
  more?: readonly ZipPart[];
};

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** A workbook written by hand, so that tests have what no program writes. `rows` are `row` elements. */
export function xlsxOf({ sheets, strings, formats = [], is1904 = false, more = [] }: Book): Buffer {
  const rel = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const ids = formats.map((code, at) => (typeof code === "number" ? code : 164 + at));
  const codes = formats.map((code, at) =>
    typeof code === "number" ? "" : `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`,
  );
  return zipOf([
    { name: "[Content_Types].xml", bytes: "<Types/>" },
    {
      name: "xl/workbook.xml",
      bytes: `<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr ${is1904 ? 'date1904="1"' : ""}/><sheets>${sheets
        .map(
          ({ name, state }, at) =>
            `<sheet name="${escaped(name)}" ${state ? `state="${state}"` : ""} r:id="rId${at + 1}"/>`,
        )
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      bytes: `<Relationships>${sheets.map((_, at) => rel(`rId${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`)).join("")}${rel("s", "styles", "/xl/styles.xml")}${rel("t", "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    },
    {
      name: "xl/styles.xml",
      bytes: `<styleSheet><numFmts>${codes.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${ids.map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs></styleSheet>`,
    },
    ...(strings === undefined ? [] : [{ name: "xl/sharedStrings.xml", bytes: `<sst>${strings}</sst>` }]),
    ...sheets.map(({ rows }, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      bytes: `<worksheet><dimension ref="A1:A1"/><sheetData>${rows}</sheetData></worksheet>`,
    })),
    ...more,
  ]);
}

export const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
