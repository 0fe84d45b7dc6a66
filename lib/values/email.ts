const EMAIL_CHARS_MAX = 254;
const LOCAL_CHARS_MAX = 64;

const ADDRESS = addressPattern("A-Za-z");
/** Nearly all addresses are in lower case already, and finding that out is cheaper than making it so. */
const LOWER_ADDRESS = addressPattern("a-z");

/**
 * The form that uniqueness is decided on, of an address that can be written to: the dot-atom form of RFC 5322 at a domain
 * name with a dot, the lengths of RFC 5321. Null for what is none. ASCII only: look-alike letters stay out, and lower
 * case is then the same here and in every PostgreSQL, whose `lower(email)` is the unique key ("İ" and "Σ" are not).
 */
export function emailKeyOf(text: string): string | null {
  if (text.length > EMAIL_CHARS_MAX || text.lastIndexOf("@", LOCAL_CHARS_MAX) < 1) return null;
  if (LOWER_ADDRESS.test(text)) return text;
  return ADDRESS.test(text) ? text.toLowerCase() : null;
}

/** Whether `text` is an address that can be written to. */
export function isEmail(text: string): boolean {
  return emailKeyOf(text) !== null;
}

function addressPattern(letters: string): RegExp {
  const local = `[${letters}0-9!#$%&'*+/=?^_\`{|}~-]+`;
  const label = `[${letters}0-9](?:[${letters}0-9-]{0,61}[${letters}0-9])?`;
  return new RegExp(`^${local}(?:\\.${local})*@(?:${label}\\.)+(?!\\d+$)(?=..)${label}$`);
}
