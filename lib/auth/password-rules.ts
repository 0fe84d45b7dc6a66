/** What NIST and the OWASP ASVS ask for: length and no well-known passwords, and no rules about kinds of characters. */
export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 256;

export type PasswordStrength = "too short" | "guessable" | "good" | "strong";

type Person = { email?: string; name?: string };

/** How a password is judged, and for one that can't be used what is wrong with it. Lengths count characters. */
export function judgePassword(
  password: string,
  person: Person = {},
): { strength: PasswordStrength; problem: string | null } {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH_MIN) {
    return { strength: "too short", problem: `Use at least ${PASSWORD_LENGTH_MIN} characters.` };
  }
  if (length > PASSWORD_LENGTH_MAX) {
    return { strength: "guessable", problem: `Use at most ${PASSWORD_LENGTH_MAX} characters.` };
  }
  const problem = guessable(password.normalize("NFKC").toLowerCase(), person);
  if (problem) return { strength: "guessable", problem };
  return { strength: length >= 16 ? "strong" : "good", problem: null };
}

function guessable(password: string, { email, name }: Person): string | null {
  const letters = password.replace(/[^\p{L}\p{N}]/gu, "");
  if (new Set(password).size < 5)
    return "It repeats a few characters. Use something longer and less regular.";
  if (SEQUENCES.some((sequence) => covers(sequence, letters))) {
    return "It is a run of neighbouring keys or letters. Use something less regular.";
  }
  const stem = letters.replace(/\d+$/, "").replace(/^\d+/, "");
  if (COMMON.has(stem) || COMMON.has(letters)) {
    return "It is one of the first passwords that attackers try. Use another.";
  }
  const own = [email?.split("@")[0], email, name, "rollcall"]
    .map((word) => word?.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "") ?? "")
    .filter((word) => word.length >= 4)
    .sort((a, b) => b.length - a.length);
  // What is left besides the person's own words has to be a secret by itself.
  const rest = own.reduce((left, word) => left.replaceAll(word, ""), letters);
  return rest.length < 6 && rest.length < letters.length
    ? "It is mostly your own name or address. Use something that can't be looked up."
    : null;
}

const SEQUENCES = [
  "01234567890123456789",
  "98765432109876543210",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "1q2w3e4r5t6y7u8i9o0p",
];

function covers(sequence: string, letters: string): boolean {
  const head = letters.slice(0, Math.max(8, letters.length - 3));
  return letters.length >= 8 && (sequence.includes(letters) || sequence.includes(head));
}

/** The well-known passwords that are long enough to pass otherwise, without digits at their ends. */
const COMMON: ReadonlySet<string> = new Set(
  `passwordpassword password passwort mypassword newpassword administrator adminadmin adminadminadmin letmein
   letmeinplease welcome welcomeback welcomewelcome changeme changemeplease changemenow qwertyqwerty qwertyuiop
   iloveyou iloveyouforever iloveyousomuch trustno masteryoda superman unbelievable princess sunshine football
   baseball basketball liverpool chocolate butterfly correcthorsebatterystaple companyname companypassword
   secretpassword supersecret topsecret testtesttest testpassword passwordtest temporary temppassword
   defaultpassword thisismypassword opensesame abracadabra letmeinnow monkeymonkey dragondragon qazwsxedcrfv
   zaqxswcde zxcvbnmasdfghjkl asdfghjklqwerty spring summer autumn winter springtime summertime wintertime`
    .split(/\s+/)
    .filter(Boolean),
);
