import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { formatDay, formatDayTime } from "@/lib/format/time";
import type { MatchCounts, OlderFile, PlanFacts } from "@/lib/pipeline/guard/facts";

/** What a person should know of new IDs that are, or may be, people of before. */
export function matchReasons({ relinked, back, open }: MatchCounts, missing: number): string[] {
  return [
    ...(relinked > 0
      ? [
          `${formatNumber(relinked)} of ${formatNumber(missing)} missing ${
            missing === 1 ? "user has" : "users have"
          } a new ID in this file. Applying gives them their new IDs instead of removing and creating them.`,
        ]
      : []),
    ...(back > 0
      ? [
          `${plural(back, "user")} removed in the last 30 days ${back === 1 ? "is" : "are"} back under a new ID. Applying restores them with everything they had.`,
        ]
      : []),
    ...(open > 0
      ? [
          `${plural(open, "new ID is", "new IDs are")} possibly the same person as a user you know. Applying creates new users, unless you choose otherwise.`,
        ]
      : []),
  ];
}

/** Which of two files has a header only, though the sync has users that it could remove. */
export function emptyFileReasons(facts: PlanFacts): string[] {
  const { owned, rowsRead, leftOut, managersRows, leading } = facts;
  const users = plural(owned, "user");
  return [
    ...(owned > 0 && rowsRead === 0
      ? [
          leftOut === null
            ? `The file has a header and no rows; this sync has ${users}.`
            : `The file has no rows to import; this sync has ${users}. ${leftOut}`,
        ]
      : []),
    ...(managersRows === 0 && leading.users > 0
      ? [
          `The managers file has a header and no rows; ${plural(leading.users, "user")} of this sync ${leading.users === 1 ? "manages" : "manage"} teams.`,
        ]
      : []),
  ];
}

/** Which of two files lost more of its rows than `percent` of them allow. */
export function shrunkReasons(facts: PlanFacts, percent: number): string[] {
  const { rowsRead, lastGoodRows, managersRows, lastGoodManagersRows } = facts;
  const shrank = (file: string, rows: number | null, before: number | null): string[] =>
    rows !== null && before !== null && rows * 100 < before * percent
      ? [
          `The ${file} has ${plural(rows, "row")}, the last good one had ${formatNumber(before)}. It may have been cut off.`,
        ]
      : [];
  return [
    ...shrank("file", rowsRead, lastGoodRows),
    ...shrank("managers file", managersRows, lastGoodManagersRows),
  ];
}

/** When an older file is from, written as briefly as the two times allow. */
export function olderReason({ isManagers, isRepeat, at, lastAt, timeZone }: OlderFile): string {
  const isSameDay = formatDay(at, lastAt, timeZone) === formatDay(lastAt, at, timeZone);
  const format = isSameDay ? formatDayTime : formatDay;
  const file = `The ${isManagers ? "managers file" : "file"} is ${isRepeat ? "the same as the one from" : "from"}`;
  return `${file} ${format(at, lastAt, timeZone)}; the last one applied was from ${format(lastAt, at, timeZone)}.`;
}
