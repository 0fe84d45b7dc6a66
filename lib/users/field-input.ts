import { AppError } from "@/lib/errors";
import type { InputResult } from "@/lib/field-kinds/kind";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import type { FieldValue, ProfileField } from "@/lib/model/field";
import { trimText } from "@/lib/values/text";

/** What a form holds for a field: text, a number or a date as typed, or option ids as text. */
type FieldInput = string | readonly string[];

/** A typed value in the form it is stored in; null for an empty one. Never throws. */
export function readFieldInput(field: ProfileField, input: FieldInput): InputResult {
  const [first, ...others] = (typeof input === "string" ? [input] : input).map(trimText).filter(Boolean);
  if (first === undefined) return { ok: true, value: null };
  return FIELD_KINDS[field.type].parseInput(field, [first, ...others]);
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
    const read: InputResult =
      input === undefined ? { ok: true, value: before[field.id] ?? null } : readFieldInput(field, input);
    if (!read.ok) fieldErrors[`fields.${field.id}`] = read.message;
    else if (read.value !== null) values[field.id] = read.value;
  }
  if (Object.keys(fieldErrors).length === 0) return values;
  throw new AppError("invalid_input", "Some of the values are not valid.", { fieldErrors });
}

/** A stored value as a form holds it. */
export function writeFieldInput(field: ProfileField, value: FieldValue | undefined): string | string[] {
  return FIELD_KINDS[field.type].formValue(field, value);
}
