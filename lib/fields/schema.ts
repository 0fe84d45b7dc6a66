import { z } from "zod";
import { hasOptions } from "@/lib/field-kinds/registry";
import { aliasConflicts } from "@/lib/fields/option-texts";
import { FIELD_TYPES } from "@/lib/model/field";
import {
  ALIASES_MAX,
  FIELD_LABEL_CHARS_MAX,
  FIELDS_MAX,
  OPTION_LABEL_CHARS_MAX,
  OPTIONS_MAX,
} from "@/lib/model/limits";
import { nearText, sameText } from "@/lib/values/same-text";
import { shown, storedText } from "@/lib/values/text";

/** Shared by the editor and its actions. */
const STANDARD_HEADERS: ReadonlySet<string> = new Set(["id", "email", "first name", "last name", "mobile"]);

const oneLine = (value: string) => !/[\r\n]/.test(value);

export const fieldLabel = z
  .string()
  .overwrite(storedText)
  .min(1, "Enter a label. A CSV column with this header fills the field.")
  .max(FIELD_LABEL_CHARS_MAX, `At most ${FIELD_LABEL_CHARS_MAX} characters.`)
  .refine(oneLine, "A label is one line.")
  .refine(
    (value) => !STANDARD_HEADERS.has(nearText(value)),
    "Every user has this already: ID, Email, First name, Last name and Mobile need no field.",
  );

const optionLabel = z
  .string()
  .overwrite(storedText)
  .min(1, "Enter a label, or remove the option.")
  .max(OPTION_LABEL_CHARS_MAX, `At most ${OPTION_LABEL_CHARS_MAX} characters.`)
  .refine(oneLine, "An option is one line: in a file, a line break starts the next value.");

const alias = z
  .string()
  .overwrite(storedText)
  .min(1, "Enter the text, or remove it.")
  .max(OPTION_LABEL_CHARS_MAX, `At most ${OPTION_LABEL_CHARS_MAX} characters.`)
  .refine(oneLine, "One line: in a file, a line break starts the next value.");

/** `id` is absent for an option that is new; without `aliases` those of an option stay as they are. */
const option = z.object({
  id: z.number().int().positive().optional(),
  label: optionLabel,
  aliases: z.array(alias).max(ALIASES_MAX, `At most ${ALIASES_MAX} other texts.`).readonly().optional(),
});

const options = z
  .array(option)
  .max(OPTIONS_MAX, `At most ${OPTIONS_MAX} options.`)
  .superRefine((list, context) => {
    const seen = new Map<string, string>();
    list.forEach((option, index) => {
      const first = seen.get(sameText(option.label));
      seen.set(sameText(option.label), first ?? option.label);
      if (first === undefined) return;
      const message =
        first === option.label
          ? "There is an option with this label already."
          : `It looks the same as the option "${shown(first)}".`;
      context.addIssue({ code: "custom", path: [index, "label"], message });
    });
    for (const { option, text, other } of aliasConflicts(list)) {
      const message = `"${text}" means "${other}" already.`;
      context.addIssue({ code: "custom", path: [option, "aliases"], message });
    }
  });

export const createFieldInput = z
  .object({
    label: fieldLabel,
    type: z.enum(FIELD_TYPES),
    options,
  })
  .superRefine((field, context) => {
    if (!hasOptions(field.type) || field.options.length > 0) return;
    context.addIssue({
      code: "custom",
      path: ["options"],
      message: "Add at least one option to choose from.",
    });
  });

export const createFieldsInput = z.object({
  fields: z.array(createFieldInput).min(1).max(FIELDS_MAX, `At most ${FIELDS_MAX} fields.`),
});

export const updateFieldInput = z.object({
  id: z.number().int().positive(),
  label: fieldLabel,
  options,
  /** The options that there were when the edit began: only these can be removed. All that there are where it is absent. */
  seenOptions: z.array(z.number().int().positive()).max(OPTIONS_MAX).optional(),
  /** Syncs that filled the field by its old label and whose next file is to have the new one. */
  expectNewHeader: z.array(z.string()).max(1000).optional(),
});
export const fieldIdInput = z.object({ id: z.number().int().positive() });
export const fieldOrderInput = z.object({ ids: z.array(z.number().int().positive()).max(1000) });

const days = z.string().min(1).max(40);
const words = z.array(z.string().trim().min(1).max(50)).max(20).readonly();

/** How the values that a field has are read as those of its new type. */
const rereading = z.object({
  separator: z.string().min(1).max(10).optional(),
  decimal: z.enum([".", ","]).optional(),
  thousands: z.enum([".", ",", " ", "'"]).optional(),
  dateFormat: days.optional(),
  moreDateFormats: z.array(days).max(10).readonly().optional(),
  yearPivot: z.number().int().min(0).max(99).optional(),
  neverFuture: z.boolean().optional(),
  serialDates: z.enum(["1900", "1904"]).optional(),
  yesWords: words.optional(),
  noWords: words.optional(),
});

/** Without `reading`, what fits the values is chosen. */
export const previewTypeInput = z.object({
  id: z.number().int().positive(),
  type: z.enum(FIELD_TYPES),
  reading: rereading.optional(),
});
export const changeTypeInput = previewTypeInput.required({ reading: true });
export const mergeOptionsInput = z.object({
  fieldId: z.number().int().positive(),
  from: z.array(z.number().int().positive()).min(1).max(ALIASES_MAX),
  into: z.number().int().positive(),
});
export type PreviewTypeInput = z.output<typeof previewTypeInput>;
export type ChangeTypeInput = z.output<typeof changeTypeInput>;
export type MergeOptionsInput = z.output<typeof mergeOptionsInput>;

export type CreateFieldInput = z.output<typeof createFieldInput>;
export type UpdateFieldInput = z.output<typeof updateFieldInput>;
