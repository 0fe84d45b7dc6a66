/** A number that lost its digits: "4.00123E+11". A code such as 12E4 is an ID: a spreadsheet would not write it like that. */
const EXPONENT = /^[+-]?(?:\d+[eE][+-]\d+|\d+[.,]\d*[eE][+-]?\d+)$/;
/** Error values of spreadsheets in every language: "#REF!", "#NAME?", "#¿NOMBRE?", those without a sign at the end, and "####". */
const FORMULA_ERROR =
  /^#(?:[¡¿]?\p{L}[\p{L}\d/_ ]*[!?]|DIV\/0!?|N\/A|N\/[DBV]|I\/T|NV|Н\/Д|YOK|GETTING_DATA|HIÁNYZIK|NENÍ_K_DISPOZICI|#{2,})$/iu;
/** What programs write for "there is none". */
const NOTHING = /^(?:null|[([<{]null[)\]>}]|\\N|undefined|NaN)$/i;
/** Nearly no ID gets further than this. */
const SUSPECT = /^(?:[#([<{\\nu]|[+-]?\d+[.,]?\d*e)/i;

/** Whether a spreadsheet has taken digits from a number: "3.58401E+11". */
export function isShortened(text: string): boolean {
  return EXPONENT.test(text);
}

/** Whether a text is no value but what a spreadsheet shows in its place: "#N/A", "#NAME?". They are always in capitals. */
export function isFormulaError(text: string): boolean {
  return text.charCodeAt(0) === HASH && FORMULA_ERROR.test(text) && text === text.toUpperCase();
}

const HASH = 0x23;

/** Why a text in the ID column can't be an ID, for the end of a message; null for one that can be. */
export function whyNoId(id: string): string | null {
  if (!SUSPECT.test(id)) return null;
  if (isShortened(id)) return "a spreadsheet has shortened this number";
  if (FORMULA_ERROR.test(id)) return "this is an error of a spreadsheet, not an ID";
  return NOTHING.test(id) ? "the export writes this word where there is no ID" : null;
}
