import type { Issue } from "@/lib/model/issue";
import type { Person } from "@/lib/model/user";
import { createAddresses } from "@/lib/pipeline/plan/addresses";
import type { KnownUserIndex } from "@/lib/pipeline/plan/known-user-index";
import { type Refusal, refused, rowError } from "@/lib/pipeline/plan/row-issue";

/** `first`: continue. `repeat`: the same row again, one warning. `conflict`: no row of this ID or address is used. */
type Standing = { kind: "first" } | { kind: "repeat"; issue: Issue } | { kind: "conflict" };

/** `email` is null where only the row's number was kept. */
type Place = { row: number; line: number; id: string; email: string | null };

const ROWS_NAMED_MAX = 20;

/** Finds IDs and addresses that appear in more than one row. Which rows are concerned is only known at the end. */
export function createDuplicates(roster: KnownUserIndex) {
  const addresses = createAddresses();
  const placesById = new Map<string, Place[]>();
  const placesByEmail = new Map<string, Place[]>();

  return {
    /** Decides on `person`, whose ID has `index`. To be asked before the roster sees this row. */
    check(person: Person, index: number): Standing {
      if (!roster.isSeen(index)) return noteAddress(person, index) ? { kind: "conflict" } : { kind: "first" };
      if (roster.samePrint(index, person.fingerprint)) {
        const message = `Row is the same as row ${roster.rowOf(index)}`;
        return {
          kind: "repeat",
          issue: { ...rowError("row_repeated", message, person), severity: "warning" },
        };
      }
      remember(placesById, person.id, { index, email: null }, person);
      noteAddress(person, index);
      return { kind: "conflict" };
    },
    /** One error for each row concerned, and the IDs whose changes must not be kept. */
    finish(): { issues: Issue[]; ids: Set<string> } {
      const found = { issues: [] as Issue[], ids: new Set<string>(), rows: new Set<number>() };
      for (const places of placesById.values()) {
        tell(found, places, isTold, (place, rows) =>
          rowError("id_duplicate", `Duplicate ID: ${place.id} ${rows}`, place),
        );
      }
      for (const [email, places] of placesByEmail) {
        // Nobody of this sync can have the address: that is what is wrong with every row that wants it.
        const refusal = refusalOf(places[0]);
        tell(found, places, isTold, (place, rows) =>
          refusal
            ? refused(refusal, place)
            : rowError("email_duplicate", `Duplicate e-mail address: ${email} ${rows}`, place),
        );
      }
      return found;
    },
  };

  /** A row that was refused when its address was looked at. */
  function isTold(place: Place): boolean {
    return refusalOf(place) !== null;
  }

  function refusalOf(place: Place | undefined): Refusal | null {
    const index = place && roster.find(place.id);
    return index !== undefined && roster.rowOf(index) === place?.row ? roster.refusalOf(index) : null;
  }

  /** True when another ID in the file has the address. */
  function noteAddress(person: Person, index: number): boolean {
    const first = addresses.claim(person.emailKey, index);
    if (first === index) return false;
    remember(placesByEmail, person.emailKey, { index: first, email: person.emailKey }, person);
    return true;
  }

  function remember(
    places: Map<string, Place[]>,
    key: string,
    first: { index: number; email: string | null },
    person: Person,
  ): void {
    let list = places.get(key);
    if (!list) {
      const { index, email } = first;
      list = [{ row: roster.rowOf(index), line: roster.lineOf(index), id: roster.idOf(index), email }];
      places.set(key, list);
    }
    list.push({ row: person.row, line: person.line, id: person.id, email: person.email });
  }
}

/** A row that is wrong in two ways is reported once. */
function tell(
  found: { issues: Issue[]; ids: Set<string>; rows: Set<number> },
  places: readonly Place[],
  isTold: (place: Place) => boolean,
  say: (place: Place, rows: string) => Issue,
): void {
  const named = places.slice(0, ROWS_NAMED_MAX).map((place) => place.row);
  const rows = `(rows ${named.join(", ")}${places.length > ROWS_NAMED_MAX ? ", …" : ""})`;
  for (const place of places) {
    found.ids.add(place.id);
    if (found.rows.has(place.row)) continue;
    found.rows.add(place.row);
    if (!isTold(place)) found.issues.push(say(place, rows));
  }
}
