import { beforeEach, expect, test } from "vitest";
import { tenantDb } from "@/lib/db/tenant";
import { createDefender } from "@/lib/drop-server/defender";
import { createLog } from "@/lib/log";
import { testDb } from "../../support/db";

const { db, sql } = testDb();
let now = new Date("2026-11-27T08:00:00Z");
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
/** Of another process each: they have nothing but the database in common. */
const process = () => createDefender({ db: tenantDb(db, {}), clock: () => now, log: createLog("drop") });
const [HOME, AWAY] = ["192.0.2.7", "2001:db8:1:2::/64"];

beforeEach(async () => {
  await sql`truncate throttles`;
  now = new Date("2026-11-27T08:00:00Z");
});

/** Guesses until one is not looked at any more; gives how many were. */
async function guess(network: string, username = "drop-guessed"): Promise<number> {
  for (let counted = 0; ; counted += 1) if (!(await process().mayGuess(network, username))) return counted;
}

test("a network that guesses is banned in every process, and longer each time", async () => {
  expect(await process().admit(HOME)).toBe("all");
  expect(await guess(HOME)).toBe(21);
  expect([await process().admit(HOME), await process().admit(AWAY)]).toEqual(["none", "all"]);
  later(29);
  expect(await process().admit(HOME)).toBe("none");
  later(2);
  expect(await process().admit(HOME)).toBe("all");
  expect(await guess(HOME)).toBe(1);
  later(31);
  expect(await process().admit(HOME)).toBe("none");
  later(30);
  expect(await process().admit(HOME)).toBe("all");
  for (let times = 0; times < 12; times += 1) {
    await guess(HOME);
    later(3_601);
    // An hour is the longest: nobody is locked out for ever.
    expect(await process().admit(HOME)).toBe("all");
  }
  later(25 * 3_600);
  expect(await guess(HOME)).toBe(21);
});

test("guesses that are sent at the same time are all counted", async () => {
  const all = await Promise.all(Array.from({ length: 40 }, () => process().mayGuess(HOME, "drop-guessed")));
  expect(all.filter(Boolean)).toHaveLength(21);
});

test("one process remembers a ban without asking again, and only for as long as it lasts", async () => {
  const defender = process();
  await guess(HOME);
  expect(await defender.admit(HOME)).toBe("none");
  await sql`truncate throttles`;
  expect(await defender.admit(HOME)).toBe("none");
  later(31);
  expect(await defender.admit(HOME)).toBe("all");
});

test("a login that worked from a network keeps its way in while others guess there", async () => {
  await process().mayGuess(HOME, "drop-customer");
  await process().noteSuccess(HOME, "drop-customer", { guessed: true });
  await guess(HOME);
  expect(await process().admit(HOME)).toBe("known");
  expect(await process().isKnown(HOME, "drop-customer")).toBe(true);
  expect(await process().isKnown(HOME, "drop-guessed")).toBe(false);
  expect(await process().isKnown(AWAY, "drop-customer")).toBe(false);
  expect(await process().mayGuess(HOME, "drop-customer")).toBe(true);
  // Its own password is guarded too, by a count that a success sets back.
  expect(await guess(HOME, "drop-customer")).toBe(10);
  await process().noteSuccess(HOME, "drop-customer", { guessed: true });
  expect(await process().mayGuess(HOME, "drop-customer")).toBe(true);
});

test("a login of one's own does not pay for guesses at others", async () => {
  for (let times = 0; times < 10; times += 1) {
    await process().mayGuess(HOME, "drop-guessed");
    await process().mayGuess(HOME, "drop-own");
    await process().noteSuccess(HOME, "drop-own", { guessed: true });
  }
  expect(await guess(HOME)).toBe(11);
});

test("nothing that was typed as a user name is stored", async () => {
  await process().mayGuess(HOME, "hunter2");
  await process().noteSuccess(HOME, "hunter2", { guessed: true });
  const keys = await sql<{ key: string }[]>`select key from throttles`;
  expect(keys.map(({ key }) => key).join()).not.toMatch(/hunter2|192\.0\.2/);
});
