import type { CsvRecord } from "@/lib/model/file";
import type { Mentions } from "@/lib/model/issue";
import { ID_CHARS_MAX } from "@/lib/pipeline/validate/issue";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { emailKeyOf } from "@/lib/values/email";
import { detached, hasControls, idOf, trimCell, valuesOf } from "@/lib/values/text";
import { whyNoId } from "@/lib/values/unreadable-id";

/** Signs that an address can have; what surrounds it, such as `<`, is left out. */
const ADDRESSES = /[\w!#$%&'*+/=?^`{|}~.-]+@[a-z0-9.-]+/gi;
/** A record of one cell was nearly always cut at the wrong sign. */
const SEPARATORS = /[,;\t|]/;
const JOINT_CHARS_MAX = 300;

type Columns = { id: number; email: number; width: number };

/**
 * Everyone that an unusable record may be about: nobody named here is taken for missing. Every address counts,
 * wherever it is. IDs count in their column; in any column where cells are missing, too many or out of place.
 */
export function mentionsOf(cells: readonly string[], { id, email, width }: Columns): Mentions {
  const ids = new Set<string>();
  const emailKeys = new Set<string>();
  const isShifted = cells.length !== width || !cells[email]?.includes("@");
  for (const [at, cell] of cells.entries()) {
    if (at === id) addIds(ids, cell);
    if (isShifted && at !== id) addIds(ids, cell);
    if (isShifted && SEPARATORS.test(cell)) for (const part of cell.split(SEPARATORS)) addIds(ids, part);
    if (cell.includes("@")) addAddresses(emailKeys, cell);
  }
  if (isShifted) for (const part of besideAddress(cells, { id, email })) addIds(ids, part);
  for (const joint of jointsOf(cells, width)) {
    for (let cut = 1; cut < joint.length; cut++) {
      for (const part of [joint.slice(0, cut), joint.slice(cut)]) {
        addIds(ids, part);
        if (part.includes("@")) addAddresses(emailKeys, part);
      }
    }
  }
  // A stray quote belongs to no ID and to no address.
  if (cells.some((cell) => cell.includes('"'))) {
    const bare = mentionsOf(
      cells.map((cell) => cell.replaceAll('"', "")),
      { id, email, width },
    );
    for (const each of bare.ids) ids.add(each);
    for (const key of bare.emailKeys) emailKeys.add(key);
  }
  const cutId = cells.length === 1 && width > 1 && id === 0 ? idOf(cells[0] ?? "", true) : "";
  return { ids: [...ids], emailKeys: [...emailKeys], ...(cutId === "" ? {} : { cutId: detached(cutId) }) };
}

/** The other addresses in a row whose own one is `emailKey`. */
export function otherEmailKeys(cells: readonly string[], emailKey: string): string[] {
  const emailKeys = new Set<string>();
  for (const cell of cells) if (cell.includes("@")) addAddresses(emailKeys, cell);
  emailKeys.delete(emailKey);
  return [...emailKeys];
}

function addIds(ids: Set<string>, cell: string): void {
  for (const value of valuesOf(cell, undefined)) {
    const id = idOf(value, true);
    if (id !== "" && id.length <= ID_CHARS_MAX && !hasControls(id) && whyNoId(id) === null)
      ids.add(detached(id));
  }
}

function addAddresses(emailKeys: Set<string>, cell: string): void {
  for (const [found] of cell.matchAll(ADDRESSES)) {
    const key = emailKeyOf(found.replace(/^['.]+|[.-]+$/g, ""));
    if (key !== null) emailKeys.add(detached(key));
  }
}

/** What may be the ID in a cell that an address got into as well, because the separator between them was lost. */
function besideAddress(cells: readonly string[], { id, email }: Omit<Columns, "width">): string[] {
  const cell = Math.abs(id - email) === 1 ? (cells[Math.min(id, email)] ?? "") : "";
  const sign = cell.indexOf("@");
  if (sign < 0 || cell.length > JOINT_CHARS_MAX) return [];
  const [from, to] = id < email ? [1, sign] : [sign + 1, cell.length];
  return Array.from({ length: to - from }, (_, n) =>
    id < email ? cell.slice(0, from + n) : cell.slice(from + n),
  );
}

/** Two records whose line break got lost: where they meet, one cell holds the end of one and the start of the other. */
function jointsOf(cells: readonly string[], width: number): string[] {
  if (width < 2 || cells.length < 2 * width - 1) return [];
  const joints = cells.filter((_, at) => at > 0 && at % (width - 1) === 0 && at < cells.length - 1);
  return joints.filter((cell) => cell.length <= JOINT_CHARS_MAX);
}

/**
 * Whether a record has neither an ID nor an address, as a line of totals has: then it is no person's row, and nobody can
 * be missing because of it. With the wrong number of cells only a blank first column is certain to be the blank ID.
 */
export function isNobody({ standard, width }: Prepared, { cells }: CsvRecord): boolean {
  if (!isBlank(cells[standard.id])) return false;
  if (cells.length !== width && standard.id !== 0) return false;
  return isBlank(cells[standard.email]) && !cells.some((cell) => cell.includes("@"));
}

function isBlank(cell = ""): boolean {
  return cell === "" || trimCell(cell) === "";
}
