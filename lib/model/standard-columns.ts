import { fold } from "@/lib/format/fold";
import type { StandardTarget } from "@/lib/model/mapping";

/** The columns that every file must have, by the header each is matched against, in the order of the words. */
export const STANDARD_HEADERS: Readonly<Record<StandardTarget, string>> = {
  id: "ID",
  email: "Email",
  first_name: "First name",
  last_name: "Last name",
  mobile: "Mobile",
};

/** Fills the teams of users, unless a profile field of that name does. */
export const TEAMS_HEADER = "Team(s)";

export const STANDARD_TARGETS = ["id", "email", "first_name", "last_name", "mobile"] as const;

/** What else customers call these columns, in the form of `fold`. */
const ALIASES: Readonly<Record<StandardTarget, readonly string[]>> = {
  id: [
    "uid",
    "userid",
    "externalid",
    "employeeid",
    "employeenumber",
    "employeeno",
    "personid",
    "staffid",
    "memberid",
  ],
  email: ["emailaddress", "emailaddr", "mail", "mailaddress", "workemail", "businessemail"],
  first_name: ["givenname", "forename", "fname"],
  last_name: ["surname", "familyname", "lname"],
  mobile: [
    "mobilephone",
    "mobilenumber",
    "mobileno",
    "cell",
    "cellphone",
    "phone",
    "phonenumber",
    "telephone",
  ],
};

const TARGET_BY_FOLDED: ReadonlyMap<string, StandardTarget> = new Map(
  STANDARD_TARGETS.flatMap((target) =>
    [fold(STANDARD_HEADERS[target]), ...ALIASES[target]].map((name) => [name, target] as const),
  ),
);

/** The column that `header` probably means: it differs in case, spaces, signs, or is a known alias. Only ever proposed. */
export function nearMiss(header: string): StandardTarget | null {
  return TARGET_BY_FOLDED.get(fold(header)) ?? null;
}
