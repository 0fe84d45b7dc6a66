import type { GroupedNumbers } from "@/lib/model/column-stats";
import { numberParser } from "@/lib/values/number";

/** Ways to write thousands apart, in the order in which they are proposed; points are of numbers with a decimal comma. */
const WAYS = [
  { decimal: ".", thousands: ",", sign: /,/ },
  { decimal: ".", thousands: " ", sign: /\s/ },
  { decimal: ",", thousands: " ", sign: /\s/ },
  { decimal: ".", thousands: "'", sign: /['’]/ },
  { decimal: ",", thousands: "'", sign: /['’]/ },
] as const;

/** One way that the cells of a column may be written in. */
export type GroupedIdea = {
  /** False for a cell that is no number of this kind. */
  take: (cell: string) => boolean;
  /** Null as long as no cell writes thousands apart. */
  found: () => Omit<GroupedNumbers, "misfit"> | null;
};

export function groupedIdeas(): GroupedIdea[] {
  return WAYS.map(({ decimal, thousands, sign }) => {
    const parse = numberParser({ decimal, thousands });
    let isUsed = false;
    let hasDecimals = false;
    let fewest = Number.POSITIVE_INFINITY;
    let most = 0;
    return {
      take: (cell) => {
        const isGrouped = sign.test(cell);
        // A plus, or a zero in front, is that of a phone number, which would lose it.
        if (cell.startsWith("+") || (isGrouped && /^-?0/.test(cell)) || parse(cell) === null) return false;
        isUsed ||= isGrouped;
        hasDecimals ||= cell.includes(decimal);
        const digits = cell.replace(/\D/g, "").length;
        fewest = Math.min(fewest, digits);
        most = Math.max(most, digits);
        return true;
      },
      found: () => (isUsed ? { decimal, thousands, isSure: hasDecimals || fewest !== most } : null),
    };
  });
}
