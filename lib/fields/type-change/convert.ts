import { distinct } from "@/lib/field-kinds/guess";
import { optionFinder } from "@/lib/field-kinds/options";
import { FIELD_KINDS, hasOptions, isSeveral } from "@/lib/field-kinds/registry";
import type { FieldOption, FieldType, FieldValue, ProfileField } from "@/lib/model/field";
import { OPTION_LABEL_CHARS_MAX, TEXT_CHARS_MAX } from "@/lib/model/limits";
import type { FieldReading } from "@/lib/model/mapping";
import { hasControls } from "@/lib/values/text";

/**
 * What the values of a field become when its type changes: each is said in words, as a page shows it, and read again as a
 * file's cell of the new type would be. A value that can't be read so becomes none: no part of it is kept.
 */

/** How words are read as values of the new type. `today` is an ISO day. */
export type Rereading = FieldReading & { separator?: string | undefined; today?: string | undefined };

type Value = NonNullable<FieldValue>;

/** The labels that a choice needs for these values, each once as it was first written, beside the options it has. */
export function labelsNeeded(
  from: ProfileField,
  to: Pick<ProfileField, "type" | "options">,
  { values, separator }: { values: readonly Value[]; separator?: string | undefined },
): string[] {
  if (!hasOptions(to.type)) return [];
  const texts = textsOf(from, to.type, separator);
  const known = optionFinder({ id: 0, label: "", ...to });
  return distinct(values.flatMap(texts)).filter((text) => isLabel(text) && known(text) === undefined);
}

/** What is offered by a choice that was another one before: the same. */
export function optionsBefore(from: ProfileField, to: FieldType): readonly FieldOption[] {
  return hasOptions(from.type) && hasOptions(to) ? from.options : [];
}

/** Reads a value of `from` as one of `to`; null for what `to` can't hold. Throws `invalid_input` for settings that read nothing. */
export function valueConverter(
  from: ProfileField,
  to: ProfileField,
  reading: Rereading = {},
): (value: Value) => FieldValue {
  const texts = textsOf(from, to.type, reading.separator);
  const kind = FIELD_KINDS[to.type];
  const parse = kind.cellParser(to, reading);
  const one = (text: string): FieldValue => (text === "" ? null : (parse(text) ?? null));
  if (to.type === "text") return (value) => one(inOneText(texts(value)));
  if (!isSeveral(to.type)) {
    return (value) => {
      const [only, ...others] = texts(value);
      return only === undefined || others.length > 0 ? null : one(only);
    };
  }
  const places = new Map(to.options.map(({ id }, place) => [id, place]));
  return (value) => {
    const ids = new Set<number>();
    for (const text of texts(value)) {
      const id = parse(text);
      if (typeof id !== "number") return null;
      ids.add(id);
    }
    const inOrder = [...ids].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    return inOrder.length > 0 ? inOrder : null;
  };
}

function inOneText(texts: readonly string[]): string {
  const text = texts.join(", ");
  return text.length > TEXT_CHARS_MAX ? "" : text;
}

/** A value in words: the labels of options, or its text; for several values also what `separator` and line breaks split it into. */
function textsOf(from: ProfileField, to: FieldType, separator = ""): (value: Value) => string[] {
  const { show, stored } = FIELD_KINDS[from.type];
  const splits = stored === "text" && isSeveral(to);
  return (value) =>
    show(from, value)
      .flatMap((text) => (splits ? text.split(/\r\n?|\n/) : [text]))
      .flatMap((text) => (splits && separator !== "" ? text.split(separator) : [text]))
      .map((text) => text.trim())
      .filter(Boolean);
}

function isLabel(text: string): boolean {
  return text.length <= OPTION_LABEL_CHARS_MAX && !/[\r\n]/.test(text) && !hasControls(text);
}
