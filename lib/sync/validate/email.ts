const EMAIL_CHARS_MAX = 254;
const LOCAL_CHARS_MAX = 64;

const ADDRESS = addressPattern("A-Za-z");
/** Nearly all addresses are in lower case already, and finding that out is cheaper than making it so. */
const LOWER_ADDRESS = addressPattern("a-z");

/**
 * Whether `text` is an address that can be written to: the dot-atom form of RFC 5322 at a domain name with a dot, the
 * lengths of RFC 5321. ASCII only: look-alike letters stay out, and lower case is then the same here and in every
 * PostgreSQL, whose `lower(email)` is the unique key ("İ" and "Σ" are not).
 */
export function isEmail(text: string): boolean {
  if (text.length > EMAIL_CHARS_MAX || !(LOWER_ADDRESS.test(text) || ADDRESS.test(text))) return false;
  return text.lastIndexOf("@", LOCAL_CHARS_MAX) > 0;
}

/** The form of a valid address that uniqueness is decided on. Of one in lower case it is no copy, but the text itself. */
export function keyOfEmail(email: string): string {
  return email.toLowerCase();
}

function addressPattern(letters: string): RegExp {
  const local = `[${letters}0-9!#$%&'*+/=?^_\`{|}~-]+`;
  const label = `[${letters}0-9](?:[${letters}0-9-]{0,61}[${letters}0-9])?`;
  return new RegExp(`^${local}(?:\\.${local})*@(?:${label}\\.)+(?!\\d+$)(?=..)${label}$`);
}
