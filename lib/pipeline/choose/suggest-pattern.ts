import { matchPath } from "@/lib/pipeline/choose/match-name";
import { parsePattern } from "@/lib/pipeline/choose/pattern";

/** How exports write a date, the commonest first: what to look for, and the words that stand for it. */
const DATES: readonly [RegExp, string][] = [
  [/(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)/, "{yyyy}{MM}{dd}"],
  [/(?<!\d)(20\d\d)-([01]\d)-([0-3]\d)(?!\d)/, "{yyyy}-{MM}-{dd}"],
  [/(?<!\d)(20\d\d)_([01]\d)_([0-3]\d)(?!\d)/, "{yyyy}_{MM}_{dd}"],
  [/(?<!\d)(20\d\d)\.([01]\d)\.([0-3]\d)(?!\d)/, "{yyyy}.{MM}.{dd}"],
  [/(?<!\d)([0-3]\d)([01]\d)(20\d\d)(?!\d)/, "{dd}{MM}{yyyy}"],
  [/(?<!\d)([0-3]\d)([.-])([01]\d)\2(20\d\d)(?!\d)/, "{dd}$2{MM}$2{yyyy}"],
  // With a time right behind it.
  [/(?<!\d)(20\d\d)([01]\d)([0-3]\d)([0-2]\d)([0-5]\d)([0-5]\d)(?!\d)/, "{yyyy}{MM}{dd}{HH}{mm}{ss}"],
  [/(?<!\d)(20\d\d)([01]\d)([0-3]\d)([0-2]\d)([0-5]\d)(?!\d)/, "{yyyy}{MM}{dd}{HH}{mm}"],
  [/(?<!\d)(20\d\d)-?([01]\d)(?!\d)/, "{yyyy}{MM}"],
];

/** A time behind a date: `_0200`, `T020000`, `-02-00-00`. */
const TIME = /(\{(?:dd|yyyy)\})([T_-])([0-2]\d)([.-]?)([0-5]\d)(?:\4([0-5]\d))?(?!\d)/;

/**
 * A pattern for the files that are named like this one, when its name holds a date: `employees_20261127.csv` ->
 * `employees_{yyyy}{MM}{dd}.csv`. Folders of the same year, month or day become dates too. Null without a date, or for a pattern.
 */
export function suggestPattern(path: string): string | null {
  if (parsePattern(path)) return null;
  const parts = path.split("/");
  const name = (parts.pop() ?? "").replace(/[*?]/g, "{$&}");
  for (const [date, words] of DATES) {
    const dated = name.replace(date, dashed(date, words));
    if (dated === name) continue;
    const timed = dated.replace(TIME, (_, day, mark, _hour, dot, _minute, second) =>
      second === undefined ? `${day}${mark}{HH}${dot}{mm}` : `${day}${mark}{HH}${dot}{mm}${dot}{ss}`,
    );
    const found = [timed, dated].map((each) => withFolders(parts, each, path)).find((each) => each !== null);
    if (found) return found;
  }
  return null;

  /** `2026-11` keeps its hyphen. */
  function dashed(date: RegExp, words: string): string {
    return words === "{yyyy}{MM}" && /20\d\d-[01]\d/.test(date.exec(name)?.[0] ?? "") ? "{yyyy}-{MM}" : words;
  }
}

/** The pattern with its folders, as long as it matches the path that it was made from. */
function withFolders(folders: readonly string[], name: string, path: string): string | null {
  const plain = [...folders, name].join("/");
  const pattern = parsePattern(plain);
  const date = pattern && matchPath(pattern, path);
  if (!date) return null;
  const two = (value: number | undefined) => (value === undefined ? null : String(value).padStart(2, "0"));
  const year = two(date.year);
  const month = two(date.month);
  let coarsest = 0;
  const dated = folders.map((part) => {
    if (coarsest === 0 && part === year) {
      coarsest = 1;
      return "{yyyy}";
    }
    if (coarsest === 0 && month && part === `${year}-${month}`) {
      coarsest = 2;
      return "{yyyy}-{MM}";
    }
    if (coarsest === 1 && part === month) {
      coarsest = 2;
      return "{MM}";
    }
    if (coarsest === 2 && date.day !== undefined && part === two(date.day)) {
      coarsest = 3;
      return "{dd}";
    }
    return part;
  });
  return [...dated, name].join("/");
}
