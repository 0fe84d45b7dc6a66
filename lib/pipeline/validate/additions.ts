import { nearFinder } from "@/lib/field-kinds/options";
import { formatNumber } from "@/lib/format/number";
import { type Addition, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import { OPTION_LABEL_CHARS_MAX, OPTIONS_MAX } from "@/lib/model/limits";
import { type Fault, unknownValue } from "@/lib/pipeline/validate/issue";
import { cureOf } from "@/lib/values/markup-cures";
import { nearText, sameText } from "@/lib/values/same-text";
import { hasControls, shown } from "@/lib/values/text";
import { isFormulaError } from "@/lib/values/unreadable-id";

/** Values that one run may add to a field: beyond that its column is none to choose from. */
const NEW_OPTIONS_MAX = 1_000;
const NEW_TEAMS_MAX = 10_000;

/** The result for a value without an option: the id of a new one, what to report, or null when already reported. */
export type Otherwise = (value: string) => number | Fault | null;

type Pool = {
  field: ProfileField;
  ids: readonly number[];
  added: Map<string, number>;
  /** The same without letter case: what differs in nothing else is reported, never added. */
  near: Map<string, string>;
  nearOption: (text: string) => string | undefined;
  isTold: boolean;
};

export type Additions = ReturnType<typeof openAdditions>;

/**
 * Collects the options and teams that a file brings. Each gets an id out of those that `supply` was given, so that the
 * plan can name it before it is there. What it holds does not grow with the file.
 */
export function openAdditions() {
  const pools = new Map<number, Pool>();

  return {
    /** Makes new options of what `field` does not know. The same field asked for twice shares what was added. */
    otherwiseOf(field: ProfileField): Otherwise {
      const pool = pools.get(field.id) ?? openPool(field);
      pools.set(field.id, pool);
      return (value) => add(pool, value);
    },
    /** How many ids each field may need that has none yet. */
    wanted: (): { fieldId: number; count: number }[] =>
      [...pools.values()]
        .filter(({ ids }) => ids.length === 0)
        .map(({ field }) => ({ fieldId: field.id, count: roomOf(field) }))
        .filter(({ count }) => count > 0),
    /** Ids for new options of a field, ascending. To be given before its first value is read. */
    supply(fieldId: number, ids: readonly number[]): void {
      const pool = pools.get(fieldId);
      if (pool) pool.ids = ids;
    },
    /** What a person should know of new ones whose text another program has marked up. */
    notes: (): string[] =>
      [...pools.values()].flatMap(({ field, added }) =>
        [...added.keys()].flatMap((label) => note(field, label)).slice(0, NOTES_MAX),
      ),
    /** Whether a value was met that no option has, so that what was made of it depends on the rest of the file. */
    isUsed: (): boolean => [...pools.values()].some(({ added, isTold }) => added.size > 0 || isTold),
    /** What was added, in the order in which it was found. */
    found: (): Addition[] =>
      [...pools].flatMap(([fieldId, { added }]) => [...added].map(([label, id]) => ({ fieldId, id, label }))),
  };
}

const NOTES_MAX = 5;

function note({ id }: ProfileField, label: string): string[] {
  const cure = cureOf(label);
  const what = id === TEAMS_FIELD ? "team" : "option";
  return cure ? [`New ${what} ${shown(label)}: ${lowerFirst(cure.how)} (${shown(cure.meant)}).`] : [];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function openPool(field: ProfileField): Pool {
  return { field, ids: [], added: new Map(), near: new Map(), nearOption: nearFinder(field), isTold: false };
}

function add(pool: Pool, value: string): number | Fault | null {
  const label = sameText(value);
  const known = pool.added.get(label);
  if (known !== undefined) return known;
  if (label.length > OPTION_LABEL_CHARS_MAX || hasControls(label) || isFormulaError(label))
    return unknownValue(pool.field, value);
  const near = pool.nearOption(label) ?? pool.near.get(nearText(label));
  if (near !== undefined) return unknownValue(pool.field, value, near);
  const id = pool.ids[pool.added.size];
  if (id === undefined) {
    if (pool.isTold) return null;
    pool.isTold = true;
    return { code: "options_too_many", message: tooMany(pool), value: label };
  }
  // A cell is a view of its block of the file, which must not stay in memory for it.
  const kept = ` ${label}`.slice(1);
  pool.added.set(kept, id);
  pool.near.set(nearText(kept), kept);
  return id;
}

function roomOf({ id, options }: ProfileField): number {
  return id === TEAMS_FIELD
    ? NEW_TEAMS_MAX
    : Math.max(0, Math.min(NEW_OPTIONS_MAX, OPTIONS_MAX - options.length));
}

function tooMany({ field, added }: Pool): string {
  const most = field.id === TEAMS_FIELD ? NEW_TEAMS_MAX : NEW_OPTIONS_MAX;
  return added.size < most
    ? `More options than the ${formatNumber(OPTIONS_MAX)} a field can have: ${field.label}`
    : `More than ${formatNumber(most)} new values for field: ${field.label}`;
}
