import type { FieldValue } from "@/lib/model/field";
import type { Fingerprint, Person } from "@/lib/model/user";
import { fingerprint } from "@/lib/pipeline/hash/fingerprint";
import { otherEmailKeys } from "@/lib/pipeline/validate/mentions";

/**
 * A `Person` whose `fields` are made when asked for, so only for people who changed. A class for speed: objects with
 * whole numbers as keys are arrays with holes to V8, and at field ids around 900 each one takes 21 µs and 11 KB.
 */
export class RowPerson implements Person {
  row = 0;
  line = 0;
  id = "";
  email = "";
  emailKey = "";
  firstName: string | null = "";
  lastName: string | null = "";
  mobile: string | null = "";
  #print: Fingerprint | null = null;
  readonly #cells: readonly string[];
  readonly #keys: readonly string[];
  readonly #values: readonly (FieldValue | undefined)[];

  /** `keys`: field ids; a value that is undefined leaves its field as it was. `cells`: the whole record. */
  constructor(
    keys: readonly string[],
    values: readonly (FieldValue | undefined)[],
    cells: readonly string[] = [],
  ) {
    this.#keys = keys;
    this.#values = values;
    this.#cells = cells;
  }

  otherEmailKeys(): readonly string[] {
    return otherEmailKeys(this.#cells, this.emailKey);
  }

  get fields(): Readonly<Record<string, FieldValue>> {
    const fields: Record<string, FieldValue> = {};
    this.#values.forEach((value, at) => {
      const key = this.#keys[at];
      if (value !== undefined && key !== undefined) fields[key] = value;
    });
    return fields;
  }

  /** Over what the person is when first asked. */
  get fingerprint(): Fingerprint {
    this.#print ??= fingerprint(this, this.#keys, this.#values);
    return this.#print;
  }
}
