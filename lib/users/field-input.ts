import { AppError } from "@/lib/errors";
import type { FieldValue, ProfileField } from "@/lib/model/field";
import { dateParser } from "@/lib/values/date";
import { parseNumber } from "@/lib/values/number";
import { composed } from "@/lib/values/same-text";
import { trimText } from "@/lib/values/text";

/** What a form holds for a field: text, a number or a date as typed, or option ids as text. */
type FieldInput = string | readonly string[];
type Read = { ok: true; value: FieldValue } | { ok: false; message: string };

const TEXT_CHARS_MAX = 10_000;
/** As a file's: ISO. */
const parseDate = dateParser(undefined);

/** A typed value in the form it is stored in; null for an empty one. Never throws. */
export function readFieldInput(field: ProfileField, input: FieldInput): Read {
  const texts = (typeof input === "string" ? [input] : input).map(trimText).filter(Boolean);
  const [text] = texts;
  if (text === undefined) return { ok: true, value: null };
  switch (field.type) {
    case "text":
      return text.length > TEXT_CHARS_MAX
        ? { ok: false, message: "At most 10,000 characters." }
        : { ok: true, value: composed(text) };
    case "number":
      return orSay(parseNumber(text), "Enter a number, such as 1250 or -37.5.");
    case "date":
      return orSay(parseDate(text), "Enter a day, such as 1984-01-23.");
    case "single_choice":
    case "multiple_choice":
      return readOptions(field, texts);
  }
}

/**
 * The typed values of a form, by field id, without the empty ones. Fields that the form does not name keep what `before`
 * has. Throws `invalid_input` with a message beside each field that can't be used.
 */
export function readFieldInputs(
  fields: readonly ProfileField[],
  inputs: Readonly<Record<string, FieldInput>>,
  before: Readonly<Record<string, FieldValue>> = {},
): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  const fieldErrors: Record<string, string> = {};
  for (const field of fields) {
    const input = inputs[String(field.id)];
    const read: Read =
      input === undefined ? { ok: true, value: before[field.id] ?? null } : readFieldInput(field, input);
    if (!read.ok) fieldErrors[`fields.${field.id}`] = read.message;
    else if (read.value !== null) values[field.id] = read.value;
  }
  if (Object.keys(fieldErrors).length === 0) return values;
  throw new AppError("invalid_input", "Some of what was entered can't be used.", { fieldErrors });
}

/** A stored value as a form holds it. */
export function writeFieldInput(field: ProfileField, value: FieldValue | undefined): string | string[] {
  const known = new Set(field.options.map((option) => option.id));
  if (field.type === "multiple_choice") {
    const ids = Array.isArray(value) ? value : [];
    return ids.filter((id) => known.has(id)).map(String);
  }
  if (field.type === "single_choice")
    return typeof value === "number" && known.has(value) ? String(value) : "";
  return value === null || value === undefined ? "" : String(value);
}

function orSay(value: string | null, message: string): Read {
  return value === null ? { ok: false, message } : { ok: true, value };
}

function readOptions(field: ProfileField, texts: readonly string[]): Read {
  const chosen = new Set(texts);
  const ids = field.options.map((option) => option.id).filter((id) => chosen.has(String(id)));
  if (ids.length !== chosen.size) {
    return { ok: false, message: "One of the options has been removed meanwhile. Reload the page." };
  }
  if (field.type === "multiple_choice") return { ok: true, value: ids };
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? { ok: true, value: only }
    : { ok: false, message: "Choose one option." };
}
