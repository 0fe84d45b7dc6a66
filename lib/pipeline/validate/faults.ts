import { type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import type { IssueCode } from "@/lib/model/issue";
import { cut, shown } from "@/lib/values/text";

/** What is wrong with a cell; the rest of the issue is known where the row is. */
export type Fault = { code: IssueCode; message: string; value: string };

/** A value that is none of those to choose from. `near`: the one that differs in letter case only. */
export function unknownValue({ id }: ProfileField, value: string, near?: string): Fault {
  const isTeam = id === TEAMS_FIELD;
  const called = near === undefined ? "" : ` (the ${isTeam ? "team" : "option"} is called ${shown(near)})`;
  const message = `${isTeam ? "Unknown team" : "Unknown profile field value"}: ${shown(value)}${called}`;
  return { code: isTeam ? "team_unknown" : "option_unknown", message, value: cut(value) };
}

/** A value that is no number or no date. */
export function invalidValue(field: ProfileField, value: string): Fault {
  const message = `Invalid value for field ${field.label}: ${shown(value)}`;
  return { code: "value_invalid", message, value: cut(value) };
}
