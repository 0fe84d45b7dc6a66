import type { Line, Looks, Person, SyncName, User } from "./model";

/** Who somebody with a new ID may be: the line of that user, or that of somebody new, with whom the user leaves. */
export type Match = { isSame: boolean; same: Line; other: Line; removal: Line | null };

type Likeness = "address and names" | "address" | "names";
const LIKENESSES: readonly Likeness[] = ["address and names", "address", "names"];

type Asked = { sync: SyncName; persons: readonly Person[]; lines: readonly Line[]; ids: ReadonlySet<string> };

/** For each new ID the user it may be, if it is only one: missing from the file, or removed before, by either sync. */
export function findKnown(
  users: readonly User[],
  { sync, persons, lines, ids }: Asked,
): { line: Line; user: User; removal: Line | null; isSame: boolean }[] {
  const removalOf = (user: User) =>
    lines.find(({ kind, user: key }) => kind === "remove" && key === user.key) ?? null;
  const isGone = ({ active, role, sync: owner, csvId }: User) =>
    !active && role === "participant" && owner !== null && !(owner === sync && ids.has(csvId ?? ""));
  const found = lines.flatMap((line) => {
    const person = persons.find(({ id }) => id === line.csvId);
    if (line.kind !== "create" || !person) return [];
    // The missing one before those removed, of these the last one, of those removed at once the youngest.
    const inOrder = [...users].sort((a, b) => b.goneAt - a.goneAt || b.key - a.key);
    const missing = inOrder.filter((user) => removalOf(user) && isAlike(person, user) !== "names");
    const likely = [...missing, ...inOrder.filter(isGone)].flatMap((user) => {
      const by = isAlike(person, user);
      return by ? [{ line, person, user, by, removal: removalOf(user) }] : [];
    });
    const best = LIKENESSES.find((each) => likely.some(({ by }) => by === each));
    return likely.filter(({ by }) => by === best).slice(0, 1);
  });
  const isNameless = persons.filter(({ looks }) => !looks.first && !looks.last).length * 2 > persons.length;
  return found.flatMap(({ line, person, user, by, removal }) => {
    const rivals = found.filter((other) => other.user === user && other.line !== line);
    const isBetter = (other: { by: Likeness }) => LIKENESSES.indexOf(other.by) <= LIKENESSES.indexOf(by);
    if (rivals.some(isBetter)) return [];
    const isSame =
      by === "address and names" || (by === "address" && isNameless && !contradicts(person, user));
    return [{ line, user, removal, isSame }];
  });
}

function isAlike({ looks }: Person, user: User): Likeness | null {
  const hasNames = sameText(looks.first, user.looks.first) && sameText(looks.last, user.looks.last);
  if (sameText(looks.email, user.looks.email)) {
    return hasNames && (looks.first || looks.last) ? "address and names" : "address";
  }
  return hasNames && looks.first && looks.last ? "names" : null;
}

function contradicts({ looks }: Person, user: User): boolean {
  const differs = (part: "first" | "last") =>
    looks[part] && user.looks[part] && !sameText(looks[part], user.looks[part]);
  return Boolean(differs("first") || differs("last"));
}

const sameText = (a: Looks[keyof Looks] | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();
