import { DEPARTMENTS, HEADER } from "../crash-files";

/** The same numbers from 0 to 1 for the same seed: mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    upTo: (most) => Math.floor(next() * most),
    chance: (part) => next() < part,
    pick: (all) => {
      const found = all[Math.floor(next() * all.length)];
      if (found === undefined) throw new Error("There is nothing to pick from.");
      return found;
    },
    shuffled: (all) =>
      all
        .map((value) => ({ value, at: next() }))
        .sort((one, other) => one.at - other.at)
        .map(({ value }) => value),
  };
}

export type Random = {
  next: () => number;
  /** A whole number below `most`. */
  upTo: (most: number) => number;
  chance: (part: number) => boolean;
  pick: <T>(all: readonly T[]) => T;
  shuffled: <T>(all: readonly T[]) => T[];
};

type Row = { email: string; first: string; last: string; department: string; level: number };

/** Those below are in every file, so that their addresses can be exchanged. */
const STAYING = 40;
const AT_FIRST = 120;

/** One list after the other of the same workspace: people come, leave, come back, change, and exchange their addresses. */
export function openFiles(random: Random) {
  const present = new Map<number, Row>();
  const left = new Map<number, Row>();
  let next = 0;
  const add = () => {
    const n = next++;
    const department = DEPARTMENTS[n % DEPARTMENTS.length] ?? "Sales";
    present.set(n, { email: `p${n}@x.io`, first: `First ${n}`, last: `Last ${n}`, department, level: n % 9 });
  };
  for (let n = 0; n < AT_FIRST; n++) add();

  function change(): void {
    const leaving = random.shuffled([...present.keys()].filter((n) => n >= STAYING));
    const coming = random.shuffled([...left.keys()]);
    for (const n of leaving.slice(0, random.upTo(8))) move(n, present, left);
    for (const n of coming.slice(0, random.upTo(5))) move(n, left, present);
    for (let n = random.upTo(6); n >= 0; n--) add();
    for (const n of random.shuffled([...present.keys()]).slice(0, 1 + random.upTo(15))) edit(n);
    for (let n = random.upTo(3); n > 0; n--) exchange(random.upTo(STAYING), random.upTo(STAYING));
  }

  function edit(n: number): void {
    const row = present.get(n);
    if (!row) return;
    const what = random.upTo(3);
    if (what === 0) row.last = `Last ${n} of ${random.upTo(1_000_000)}`;
    if (what === 1) row.level = 10 + random.upTo(1_000_000);
    if (what === 2) row.department = random.pick(DEPARTMENTS);
  }

  function exchange(one: number, other: number): void {
    const [a, b] = [present.get(one), present.get(other)];
    if (a && b) [a.email, b.email] = [b.email, a.email];
  }

  return {
    /** The next list, which differs from the one before. */
    next: (): string => {
      change();
      const rows = random.shuffled([...present]).map(([n, { email, first, last, department, level }]) => {
        const id = String(n).padStart(4, "0");
        return [id, email, first, last, `+358${id}`, department, `of ${department}`, level].join(",");
      });
      return `${[HEADER, ...rows].join("\n")}\n`;
    },
  };
}

function move(n: number, from: Map<number, Row>, to: Map<number, Row>): void {
  const row = from.get(n);
  if (!row) return;
  from.delete(n);
  to.set(n, row);
}
