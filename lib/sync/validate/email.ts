const EMAIL_CHARS_MAX = 254;
const LOCAL_CHARS_MAX = 64;
const LABEL_CHARS_MAX = 63;

/** Per ASCII character: 1 may stand in a local part, 2 in a domain label, 4 is a digit. */
const CLASSES = new Uint8Array(128);
for (const char of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
  CLASSES[char.charCodeAt(0)] = 1 | 2;
for (const char of "0123456789") CLASSES[char.charCodeAt(0)] = 1 | 2 | 4;
for (const char of "!#$%&'*+/=?^_`{|}~") CLASSES[char.charCodeAt(0)] = 1;
CLASSES["-".charCodeAt(0)] = 1 | 2;

const DOT = 0x2e;
const HYPHEN = 0x2d;

/**
 * Whether `text` is an address that can be written to: the dot-atom form of RFC 5322 at a domain name with a dot, the
 * lengths of RFC 5321. ASCII only: look-alike letters stay out, and lower case is then the same here and in every
 * PostgreSQL, whose `lower(email)` is the unique key ("İ" and "Σ" are not).
 */
export function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  if (text.length > EMAIL_CHARS_MAX || at < 1 || at > LOCAL_CHARS_MAX) return false;
  return isLocalPart(text, at) && isDomain(text, at + 1);
}

function isLocalPart(text: string, end: number): boolean {
  let before = DOT;
  for (let index = 0; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === DOT ? before === DOT : ((CLASSES[code] ?? 0) & 1) === 0) return false;
    before = code;
  }
  return before !== DOT;
}

function isDomain(text: string, start: number): boolean {
  let before = DOT;
  let labelStart = start;
  let isNumber = true;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === DOT) {
      if (before === DOT || before === HYPHEN || index - labelStart > LABEL_CHARS_MAX) return false;
      labelStart = index + 1;
      isNumber = true;
    } else {
      const kind = CLASSES[code] ?? 0;
      if ((kind & 2) === 0 || (code === HYPHEN && before === DOT)) return false;
      if ((kind & 4) === 0) isNumber = false;
    }
    before = code;
  }
  const lastChars = text.length - labelStart;
  return (
    labelStart > start && lastChars > 1 && lastChars <= LABEL_CHARS_MAX && before !== HYPHEN && !isNumber
  );
}
