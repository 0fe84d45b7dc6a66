/** Seen by nobody: soft hyphen, direction marks and isolates, zero-width spaces, byte order mark, annotations. */
const FORMAT =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
/** Tags are seen behind a black flag only, as the flags of England, Scotland and Wales. */
const TAGS = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,7})[\u{e0001}\u{e0020}-\u{e007f}]+/gu;
const JOINERS = /([\u200c\u200d])[\u200c\u200d]+/g;
const JOINED =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}" +
  "\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}" +
  "\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Tibetan}\\p{Script=Inherited}" +
  "\\p{Extended_Pictographic}\\p{Emoji_Modifier}";
/** A joiner that is not inside a word of a script which needs it, nor of a picture made of several. */
const LOOSE_JOINER = new RegExp(`(?<![${JOINED}])[\\u200c\\u200d]|[\\u200c\\u200d](?![${JOINED}])`, "gu");

/**
 * The form that texts are compared by: what looks the same is the same. Composed letters (NFC), nothing that can't be
 * seen (joiners stay inside words that need them), each stretch of white space one space and none at the ends, hyphens
 * (U+2010, U+2011) as `-`. Letter case counts. The form of a form is itself.
 */
export function sameText(text: string): string {
  return isInForm(text) ? text : formOf(text);
}

/** `sameText` without letter case: to find what is probably meant, never to decide. */
export function nearText(text: string): string {
  return sameText(text).toLowerCase();
}

/** Whether the text is printable ASCII with single spaces between words: nearly all are. */
function isInForm(text: string): boolean {
  let before = 0x20;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || (code === 0x20 && before === 0x20)) return false;
    before = code;
  }
  return before !== 0x20 || text === "";
}

/** Composing letters can leave a joiner where none is needed: then once more. */
function formOf(text: string): string {
  let form = inOneForm(text);
  for (let before = text; HAS_JOINER.test(form) && form !== before; ) {
    before = form;
    form = inOneForm(before);
  }
  return form;
}

const HAS_JOINER = /[\u200c\u200d]/;

function inOneForm(text: string): string {
  const seen = text.replace(FORMAT, "").replace(TAGS, "").replace(JOINERS, "$1").replace(LOOSE_JOINER, "");
  return seen
    .normalize("NFC")
    .replace(/[\u2010\u2011]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

const DECOMPOSABLE = /[\u0300-\uffff]/;

/** A trimmed text as it is stored: composed letters, everything else as written. */
export function composed(text: string): string {
  return DECOMPOSABLE.test(text) ? text.normalize("NFC") : text;
}

/** Not `\n`, `\r` and tab, which show as what they are. */
const UNSEEN =
  /[^\P{Cc}\n\r\t]|[\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]/gu;

/** A text for a message: what can't be seen in it, or is taken for a space, is written out (`First‹U+00A0›name`). */
export function revealed(text: string): string {
  if (isInForm(text)) return text;
  return [UNSEEN, TAGS, LOOSE_JOINER].reduce((seen, pattern) => seen.replace(pattern, codePoints), text);
}

function codePoints(found: string): string {
  return [...found].map((sign) => `‹U+${hex(sign)}›`).join("");
}

function hex(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

/** The headers without those that `others` has too. */
export function withoutHeaders(headers: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map(sameText));
  return headers.filter((header) => !known.has(sameText(header)));
}
