import { type IssueCode, type ProfileField, TEAMS_FIELD } from "@/lib/sync/types";
import { shown } from "@/lib/sync/validate/text";

/** What is wrong with a cell; the rest of the issue is known where the row is. */
export type Fault = { code: IssueCode; message: string; value: string };

/** A value that is none of those to choose from. */
export function unknownValue({ id }: ProfileField, value: string): Fault {
  const cut = shown(value);
  return id === TEAMS_FIELD
    ? { code: "team_unknown", message: `Unknown team: ${cut}`, value: cut }
    : { code: "option_unknown", message: `Unknown profile field value: ${cut}`, value: cut };
}

/** A value that is no number or no date. */
export function invalidValue(field: ProfileField, value: string): Fault {
  const cut = shown(value);
  return { code: "value_invalid", message: `Invalid value for field ${field.label}: ${cut}`, value: cut };
}
