import { fold } from "@/lib/format/fold";
import { HEADER_WORDS } from "@/lib/model/header-words";
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

const LETTERS: Readonly<Record<string, string>> = { ø: "o", æ: "ae", œ: "oe", ß: "ss", ð: "d", þ: "th" };

type Known = { target: StandardTarget; languages: string[] };

const KNOWN: ReadonlyMap<string, Known> = knownWords();

function knownWords(): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const target of STANDARD_TARGETS)
    known.set(plain(STANDARD_HEADERS[target]), { target, languages: [] });
  for (const [language, words] of Object.entries(HEADER_WORDS)) {
    for (const target of STANDARD_TARGETS) {
      for (const word of words[target]) {
        for (const form of [plain(word), plain(withoutUmlauts(word))]) {
          const found = known.get(form);
          if (!found) known.set(form, { target, languages: [language] });
          else if (found.languages.length > 0 && !found.languages.includes(language))
            found.languages.push(language);
        }
      }
    }
  }
  return known;
}

/** What is left when accents don't count either: exports lose them on the way. */
function plain(header: string): string {
  return fold(header)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[øæœßðþ]/g, (letter) => LETTERS[letter] ?? letter);
}

/** As German and Nordic texts are spelled without their letters: "Geschaeftlich". */
function withoutUmlauts(word: string): string {
  return word.toLowerCase().replace(/[äöü]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue" })[letter] ?? letter);
}

/** The column that `header` probably means: it differs in case, spaces, signs, or is a known word. Only ever proposed. */
export function nearMiss(header: string): StandardTarget | null {
  return KNOWN.get(plain(header))?.target ?? null;
}

/** The languages in which `header` is a word for a standard column; none where it is the name of one. */
export function languagesOf(header: string): readonly string[] {
  return KNOWN.get(plain(header))?.languages ?? [];
}
