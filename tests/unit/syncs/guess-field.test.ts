import { expect, test } from "vitest";
import { columnOf } from "@/lib/pipeline/columns/collect";
import { guessField } from "@/lib/syncs/propose/guess-field";

test.each<[string, string[], object]>([
  ["whole and decimal numbers", ["12", "-3.5", "", "0"], { type: "number" }],
  ["digits with leading zeros", ["0012", "0345"], { type: "text", why: expect.stringContaining("0012") }],
  ["numbers with a decimal comma", ["0,8", "37,50", "12"], { type: "number", decimal: "," }],
  [
    "the same with points for thousands",
    ["0,8", "1.234,5"],
    { type: "number", decimal: ",", thousands: "." },
  ],
  [
    "numbers with spaces for thousands and a decimal comma",
    ["1 234,50", "12\u00a0000", "7,5"],
    {
      type: "number",
      decimal: ",",
      thousands: " ",
      why: expect.stringContaining("spaces between thousands"),
    },
  ],
  [
    "numbers with commas for thousands",
    ["1,234.5", "999", "-1,234,567"],
    { type: "number", thousands: ",", why: expect.stringContaining("1,234.5") },
  ],
  ["whole numbers with spaces", ["1 234", "12 345 678", "9"], { type: "number", thousands: " " }],
  ["numbers with apostrophes", ["1'234.50", "12’000"], { type: "number", thousands: "'" }],
  [
    "numbers of which nobody knows whether a comma is for decimals",
    ["1,234", "12,500", "999"],
    { type: "text", why: "“1,234” can mean 1234 or 1.234, so the values are kept as text." },
  ],
  ["parts of one, with three decimals", ["0,125", "0,250", "1,000"], { type: "number", decimal: "," }],
  ["company numbers in groups", ["732 829 320", "552 081 317"], { type: "text" }],
  ["phone numbers in groups that begin with a zero", ["040 123 456", "09 123 456"], { type: "text" }],
  ["postal codes with a space", ["123 45", "118 20"], { type: "text" }],
  ["values between commas that are no numbers", ["1,a", "2,b"], { type: "text" }],
  ["phone numbers without spaces", ["+35840123", "+35850999"], { type: "text" }],
  ["phone numbers", ["+358 40 123", "+358 50 999"], { type: "text" }],
  ["ISO days", ["1984-01-23", "2001-12-31"], { type: "date", why: expect.not.stringContaining("could be") }],
  ["German days", ["23.1.1984", "01.12.2001"], { type: "date", dateFormat: "dd.MM.yyyy" }],
  ["days with the month first", ["12/31/2001", "01/23/1984"], { type: "date", dateFormat: "MM/dd/yyyy" }],
  [
    "days that read two ways",
    ["02/03/2001", "01/02/1984"],
    { type: "date", dateFormat: "dd/MM/yyyy", why: expect.stringContaining("MM/dd/yyyy") },
  ],
  ["days without signs", ["20240131", "19991224"], { type: "date", dateFormat: "yyyyMMdd" }],
  ["staff numbers of eight digits", ["31245678", "19991224"], { type: "number" }],
  ["cells with several lines", ["Sales\nLegal", "Legal", "IT"], { options: ["Sales", "Legal", "IT"] }],
  [
    "values between semicolons",
    ["Sales; Legal", "Legal", "IT;Sales"],
    { type: "multiple_choice", separator: ";", options: ["Sales", "Legal", "IT"] },
  ],
  ["values between commas that come again", ["A,B", "B,C", "A"], { type: "multiple_choice", separator: "," }],
  ["names with a comma", ["Doe, John", "Roe, Jane"], { type: "text" }],
  [
    "few values",
    ["North", "South", "North", "North"],
    { type: "single_choice", options: ["North", "South"] },
  ],
  ["a different value in each row", ["Lead", "Clerk", "Chef", "Cook", "Nurse"], { type: "text" }],
  [
    "words of another language",
    ["Kyllä", "ei", "EI"],
    { type: "yes_no", yesWords: ["kyllä"], noWords: ["ei"] },
  ],
  ["one such word alone", ["Ei", "Ei", "Ei", "Ei"], { type: "single_choice", options: ["Ei"] }],
  [
    "days of which nobody knows what comes first",
    ["03/04/2020"],
    { dateChoices: ["dd/MM/yyyy", "MM/dd/yyyy"] },
  ],
  ["nothing at all", ["", "  "], { type: "text", options: [] }],
  [
    "numbers, and words for none",
    ["12", "NULL", "3.5", "null", "#N/A", "-"],
    {
      type: "number",
      blankWords: ["NULL", "#N/A", "-"],
      why: expect.stringContaining("“NULL”, “#N/A” and “-”"),
    },
  ],
  [
    "days, most of which are not known",
    ["NULL", "NULL", "1984-01-23", "NULL", "NULL"],
    { type: "date", blankWords: ["NULL"] },
  ],
  [
    "few values, and a word for none",
    ["North", "-", "South", "North", "North", "-"],
    { type: "single_choice", options: ["North", "South"], blankWords: ["-"] },
  ],
  ["words for none alone", ["NULL", "-"], { leaveOut: true, options: [], blankWords: ["NULL", "-"] }],
  [
    "days with short years",
    ["23.01.84", "01.12.01"],
    { type: "date", dateFormat: "dd.MM.yy", why: expect.stringContaining("two digits") },
  ],
  [
    "days in two ways",
    ["23.01.1984", "2001-12-31", "24.01.1984"],
    { type: "date", dateFormat: "dd.MM.yyyy", moreDateFormats: ["yyyy-MM-dd"] },
  ],
  [
    "days in two ways, ISO first",
    ["1984-01-23", "31.12.2001"],
    { type: "date", moreDateFormats: ["dd.MM.yyyy"] },
  ],
  [
    "days that begin with the day here and the month there",
    ["31/12/2001", "12/31/2001", "30/11/2001", "11/30/2001"],
    { type: "text" },
  ],
])("%s make the right field", (_, cells, guess) => {
  const found = guessField(columnOf(cells, true));
  expect(found).toMatchObject(guess);
  expect(found.why).toMatch(/\.$/);
});

test("letters that are composed otherwise make one option", () => {
  const cells = ["Caf\u00e9", "Cafe\u0301", "Bar", "Bar", "Bar"];
  expect(guessField(columnOf(cells, true)).options).toEqual(["Caf\u00e9", "Bar"]);
});
