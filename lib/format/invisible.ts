/** Joiners are letters of their word in scripts such as Persian or Hindi: there they are no fault. */
const JOINED =
  /(?<=[\p{L}\p{M}])(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\u200C\u200D](?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(?=[\p{L}\p{M}])/gu;

/** Format characters, and letters and blanks that have no shape. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]|[\uFE00-\uFE0F]/u;

/** The first character of `text` that can't be seen and isn't part of a word, as `U+200B`; null without one. */
export function findInvisible(text: string): string | null {
  const [found] = INVISIBLE.exec(text.replace(JOINED, "")) ?? [];
  if (found === undefined) return null;
  const code = found.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** `text` without characters that can't be seen. */
export function withoutInvisible(text: string): string {
  return text.replace(new RegExp(INVISIBLE.source, "gu"), "");
}
