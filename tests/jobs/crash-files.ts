/** Three versions of one list, and what a workspace must hold once they were applied. Knows nothing of the code. */
export type Option = { id: number; label: string };
export type Fields = { department: { id: number; options: readonly Option[] }; note: number; level: number };

type Person = { id: string; email: string; first: string; last: string; department: string; level: number };

export const HEADER = "ID,Email,First name,Last name,Mobile,Department,Note,Level";
export const DEPARTMENTS = ["Sales", "Marketing", "Finance"] as const;
const PEOPLE = 500;

function person(n: number): Person {
  const id = String(n).padStart(4, "0");
  const department = DEPARTMENTS[n % 3] ?? "Sales";
  return {
    id,
    email: `p${n}@x.io`,
    first: `First ${n % 90}`,
    last: `Last ${n % 70}`,
    department,
    level: n % 9,
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => person(from + at));

function text(rows: readonly Person[]): string {
  const lines = rows.map(({ id, email, first, last, department, level }) =>
    [id, email, first, last, `+358${id}`, department, `of ${department}`, level].join(","),
  );
  return `${[HEADER, ...lines].join("\n")}\n`;
}

/** Everybody there has ever been, but for those who come with `AFTER`. */
export const FIRST = text(range(0, PEOPLE + 20));
/** Twenty have left. */
export const BEFORE = text(range(0, PEOPLE));
/** Thirty leave, ten come back, twenty are new; fifty change; addresses swap, rotate and are passed on; two bad rows. */
export const AFTER = text(changed());

function changed(): Person[] {
  const rows = [...range(0, PEOPLE - 30), ...range(PEOPLE, PEOPLE + 10), ...range(PEOPLE + 20, PEOPLE + 40)];
  const at = (n: number): Person => rows.find(({ id }) => Number(id) === n) ?? person(n);
  for (let n = 0; n < 50; n++) Object.assign(at(n), { last: `Changed ${n}`, level: 20 + n });
  const give = (to: number, from: number) => Object.assign(at(to), { email: person(from).email });
  give(100, 101);
  give(101, 100);
  give(102, 103);
  give(103, 104);
  give(104, 102);
  give(PEOPLE + 20, PEOPLE - 1);
  Object.assign(at(200), { email: "no address" });
  Object.assign(at(201), { department: "Slaes", first: "Other" });
  return rows;
}

export const ISSUES_OF_AFTER = ["error 200", "warning 201"];

type Held = { version: number; removed: boolean; values: string[] };
export type Kind = "create" | "update" | "remove" | "restore";
export type Oracle = { people: string[]; kinds: Record<Kind, number>; read: number };

/** What the files, applied one after the other, leave behind; `kinds` counts what the last one changed. */
export function oracle(files: readonly string[], fields: Fields): Oracle {
  const users = new Map<string, Held>();
  let kinds: Record<Kind, number> = { create: 0, update: 0, remove: 0, restore: 0 };
  let read = 0;
  for (const file of files) {
    kinds = { create: 0, update: 0, remove: 0, restore: 0 };
    const rows = file.trimEnd().split("\n").slice(1);
    read = rows.length;
    const seen = new Set<string>();
    for (const row of rows) {
      const [
        id = "",
        email = "",
        first = "",
        last = "",
        mobile = "",
        department = "",
        note = "",
        level = "",
      ] = row.split(",");
      seen.add(id);
      if (!email.includes("@")) continue;
      const was = users.get(id);
      const option =
        fields.department.options.find(({ label }) => label === department)?.id ?? was?.values[4];
      const values = [email, first, last, mobile, String(option ?? ""), note, level];
      if (was && !was.removed && was.values.join() === values.join()) continue;
      kinds[!was ? "create" : was.removed ? "restore" : "update"] += 1;
      users.set(id, { version: (was?.version ?? 0) + 1, removed: false, values });
    }
    for (const [id, was] of users) {
      if (seen.has(id) || was.removed) continue;
      kinds.remove += 1;
      users.set(id, { ...was, version: was.version + 1, removed: true });
    }
  }
  const people = [...users].map(([id, { version, removed, values }]) =>
    [id, removed ? "removed" : "active", version, ...values].join("|"),
  );
  return { people: people.sort(), kinds, read };
}
