/** The types of profile fields in the order they are offered. What each is and does: `lib/field-kinds`. */
export const FIELD_TYPES = ["text", "number", "date", "yes_no", "single_choice", "multiple_choice"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** `aliases`: other texts of a file that mean the option. */
export type FieldOption = { id: number; label: string; aliases?: readonly string[] };

export type ProfileField = { id: number; label: string; type: FieldType; options: readonly FieldOption[] };

/**
 * What files say of a user's teams is kept as two built-in multiple-choice fields whose options are the workspace's
 * teams. Real fields have positive ids.
 */
export const TEAMS_FIELD = -1;
export const MANAGES_FIELD = -2;
/** Under these a user's history notes what members gave manually: never stored with a user, and no file's to plan. */
export const HAND_TEAMS_FIELD = -3;
export const HAND_MANAGES_FIELD = -4;

/** An option or a team that a plan found in a file. `fieldId` is `TEAMS_FIELD` for a team. */
export type Addition = { fieldId: number; id: number; label: string };

/**
 * A field's new value, in the form it is stored in: text and number as text (a number in canonical decimal form,
 * never a float), date as `yyyy-MM-dd`, yes or no as `yes` or `no`, single choice as an option id, multiple choice as option ids in option order.
 * `null` clears the field. A field that is not in `Person.fields` keeps what it has.
 */
export type FieldValue = string | number | readonly number[] | null;
