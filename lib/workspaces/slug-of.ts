const MARKS = /\p{Diacritic}/gu;
/** Letters that don't come apart into a base and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  ø: "o",
  ł: "l",
  đ: "d",
  þ: "th",
  œ: "oe",
};

/** A suggested address of a workspace: "Field staff (EMEA)" -> "field-staff-emea"; "" when nothing is left. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßæøłđþœ]/g, (char) => SPELLED[char] ?? "")
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 48)
    .replace(/-+$/, "");
}
