import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import type { Judgement, PasswordOwner } from "@/lib/auth/password-judgement";

/** The time that judging takes grows with the square of the length; what is strong is so within these. */
const JUDGED_CHARACTERS = 100;

const OWN_WORDS = ["rollcall", "roll call", "company", "organization", "workspace", "intranet", "employees"];

const estimator = new ZxcvbnFactory({ dictionary: { ...dictionary }, graphs: adjacencyGraphs });

/**
 * How many guesses a password withstands, with its owner's name and address among the first. Loads 0.4 MB of words:
 * import it only on demand.
 */
export function judgePassword(password: string, owner: PasswordOwner): Judgement {
  const judged = [...password].slice(0, JUDGED_CHARACTERS).join("");
  const words = wordsOf(owner);
  const { score, feedback } = estimator.check(judged, words);
  // "Summer" is no secret, and neither is what people put around it: a year, a digit, an exclamation mark.
  const bare = judged.replace(/[^\p{L}]/gu, "");
  const stem = bare === "" || bare === judged ? null : estimator.check(bare, words);
  if (score < 3) return refused(feedback.warning ?? stem?.feedback.warning);
  if (stem && stem.score < 2 && bare.length >= judged.length / 2) return refused(stem.feedback.warning);
  return { strength: score >= 4 ? "strong" : "good", problem: null };
}

function wordsOf({ email = "", name = "" }: PasswordOwner): string[] {
  const local = email.split("@")[0] ?? "";
  const own = [email, name, local, name.replace(/\s/g, ""), local.replace(/[^\p{L}\p{N}]/gu, "")];
  const parts = [name, email]
    .flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))
    .filter(({ length }) => length > 2);
  return [...OWN_WORDS, ...own, ...parts].filter(Boolean);
}

function refused(warning: string | null | undefined): Judgement {
  return { strength: "guessable", problem: (warning && WHY[warning]) || TOO_EASY };
}

const TOO_EASY = "It is easy to guess. Add one or two more unrelated words.";
const ROW = "It is a row of neighboring keys. Use something less regular.";
const REPEATED = "It repeats a few characters. Use something longer and less regular.";
const COMMON = "It is one of the passwords that attackers try first. Use a different one.";
const NAME = "Names are easy to guess. Use unrelated words.";
const YEAR = "Dates and years are easy to guess. Use unrelated words.";

const WHY: Readonly<Record<string, string>> = {
  straightRow: ROW,
  keyPattern: ROW,
  simpleRepeat: REPEATED,
  extendedRepeat: REPEATED,
  sequences: "It is a sequence such as abc or 6543. Use something less regular.",
  recentYears: YEAR,
  dates: YEAR,
  topTen: COMMON,
  topHundred: COMMON,
  common: COMMON,
  similarToCommon: "It is close to a password that attackers try first. Use a different one.",
  wordByItself: "A single word is easy to guess. Add one or two more words.",
  namesByThemselves: NAME,
  commonNames: NAME,
  userInputs: "It is mostly your own name or address. Use something that can't be looked up.",
};
