/** "Ada Byron"; empty when both parts are. */
export function fullName(firstName: string, lastName: string): string {
  return `${firstName.trim()} ${lastName.trim()}`.trim();
}

/** One or two capital letters for an avatar: "Ada King Byron" -> "AB", "ada@example.com" -> "A". */
export function initials(text: string): string {
  const words = (text.split("@")[0] ?? "").split(/[\s._-]+/).filter(Boolean);
  const first = letter(words[0]);
  const last = words.length > 1 ? letter(words[words.length - 1]) : "";
  return `${first}${last}`.toUpperCase() || "?";
}

function letter(word: string | undefined): string {
  return word ? ([...word][0] ?? "") : "";
}
