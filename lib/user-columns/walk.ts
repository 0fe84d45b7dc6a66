import { placeOf } from "@/lib/user-columns/columns";
import type { Found } from "@/lib/user-columns/read-users";

/** Which of some users, by their ids, are beyond the place that a page begins at. */
export type Beyond = (ids: readonly number[]) => Promise<ReadonlySet<number>>;

type Way = {
  /** The other way round, with those last who have nothing to be ordered by, again. */
  descending: boolean;
  /** Read from the end, towards the start. */
  backwards: boolean;
  limit: number;
};

/**
 * Users among whom the next `limit` of a page are: that many in the order as it is in memory, and everyone who left it
 * since, whom only the database can put in their places. `from`: the user that the page begins beside, and what is
 * beyond that place; null for the first page.
 */
export async function candidates(
  found: Found,
  from: { id: number; beyond: Beyond } | null,
  { descending, backwards, limit }: Way,
): Promise<number[]> {
  const { users, matches, order, late } = found;
  if (!order) throw new Error("No order was asked for.");
  const { places, nothingFrom } = order;
  const length = places.length;
  // The user at a step of the walk through the order in which it is shown.
  const placeAt = (step: number): number => {
    if (!descending) return places[step] ?? 0;
    return places[step < nothingFrom ? nothingFrom - 1 - step : length - 1 - (step - nothingFrom)] ?? 0;
  };
  const idAt = (step: number) => users.ids[placeAt(step)] ?? 0;
  const ids = [...late].filter((place) => matches[place] === 2).map((place) => users.ids[place] ?? 0);
  const steady = (step: number) => !late.has(placeAt(step));
  const edge = from
    ? await edgeOf({ length, idAt, steady, hint: hintOf(found, from.id, descending) }, from.beyond, backwards)
    : 0;
  let wanted = limit;
  if (backwards) for (let step = (from ? edge : length) - 1; step >= 0 && wanted > 0; step--) take(step);
  else for (let step = edge; step < length && wanted > 0; step++) take(step);
  return ids;

  function take(step: number): void {
    if (matches[placeAt(step)] !== 1) return;
    ids.push(idAt(step));
    wanted--;
  }
}

/** The step of a user, if the order has them; it may be of another place than the page begins at. */
function hintOf({ users, order }: Found, id: number, descending: boolean): number | null {
  const place = placeOf(users, id);
  if (!order || place === undefined) return null;
  const at = order.places.indexOf(place);
  if (at === -1) return null;
  if (!descending) return at;
  const { places, nothingFrom } = order;
  return at < nothingFrom ? nothingFrom - 1 - at : nothingFrom + (places.length - 1 - at);
}

type Steps = {
  length: number;
  idAt: (step: number) => number;
  /** Whether the user there still is where the order has them. */
  steady: (step: number) => boolean;
  hint: number | null;
};

/** As many are asked for at a time: three questions find a place among a million. */
const PROBES = 400;

/** The first step beyond a place, or, of those beyond it backwards, the one behind the last. */
async function edgeOf(
  { length, idAt, steady, hint }: Steps,
  beyond: Beyond,
  backwards: boolean,
): Promise<number> {
  let [low, high] = [0, length];
  let steps = hint === null ? null : [hint - 1, hint, hint + 1].filter((step) => step >= 0 && step < length);
  while (low < high) {
    steps ??= spread(low, high);
    const asked = steps.filter((step) => step >= low && step < high && steady(step));
    const known = steps;
    steps = null;
    if (asked.length === 0) {
      // Nobody is left whose place is known: the others are candidates wherever they are.
      if (high - low <= PROBES || known.length === 0) break;
      const between = Array.from({ length: high - low }, (_, at) => low + at).filter(steady);
      if (between.length === 0) break;
      steps = between.slice(0, PROBES);
      continue;
    }
    const found = await beyond(asked.map(idAt));
    for (const step of asked) {
      if (found.has(idAt(step)) === backwards) low = Math.max(low, step + 1);
      else {
        high = Math.min(high, step);
        break;
      }
    }
  }
  return low;
}

function spread(low: number, high: number): number[] {
  const count = Math.min(PROBES, high - low);
  return Array.from({ length: count }, (_, at) => low + Math.floor(((high - low) * at) / count));
}
