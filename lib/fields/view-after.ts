import { ruleAfter, type Way } from "@/lib/fields/type-change/convert-rule";
import { condition, type FieldCondition, isGroup, type Rule } from "@/lib/model/rule";
import type { ViewPlace } from "@/lib/model/saved-view";

/** A saved view once its field has another type. A filter that can't be said in the new type stays, and asks for a field that is gone. */
export function viewAfterType(place: ViewPlace, way: Way): ViewPlace {
  const [old, key] = [`field-${way.from.id}`, `field-${way.to.id}`];
  const { sort, columns } = place;
  const filtered = withConditions(place, way.from.id, (one) => {
    const after = ruleAfter({ match: "all", rules: [one] }, way);
    const only = "rule" in after ? after.rule.rules[0] : undefined;
    return only && !isGroup(only) ? only : one;
  });
  return {
    ...filtered,
    ...(sort === undefined ? {} : { sort: sort === old ? key : sort === `-${old}` ? `-${key}` : sort }),
    ...(columns === undefined
      ? {}
      : {
          columns: columns
            .split(".")
            .map((column) => (column === old ? key : column))
            .join("."),
        }),
  };
}

/** A saved view once options of a field became one of the others. */
export function viewAfterMerge(
  place: ViewPlace,
  { fieldId, ids, into }: { fieldId: number; ids: readonly number[]; into: number },
): ViewPlace {
  return withConditions(place, fieldId, (one) =>
    "optionIds" in one
      ? { ...one, optionIds: [...new Set(one.optionIds.map((id) => (ids.includes(id) ? into : id)))] }
      : one,
  );
}

/** The view with each condition on the field as `change` gives it. What is no condition, or can't be read, stays as it is. */
function withConditions(place: ViewPlace, fieldId: number, change: (one: FieldCondition) => Rule): ViewPlace {
  const filters = filtersOf(place.filter);
  if (filters === null) return place;
  const after = filters.map((filter) => {
    const read = condition.safeParse(filter);
    return read.success && read.data.on === "field" && read.data.fieldId === fieldId
      ? change(read.data)
      : filter;
  });
  return { ...place, filter: JSON.stringify(after) };
}

function filtersOf(text: string | undefined): unknown[] | null {
  if (!text) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
