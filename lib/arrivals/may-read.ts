type Paths = { path: string | null; managersPath: string | null };

/** What a sender adds to the name of a file that says it is complete, or what is in it. */
const BESIDE = /\.(done|ok|sha256)$/i;
/** A marker may be named like the file without these. */
const ENDINGS = /(\.(csv|txt|tsv|xlsx|gz|zip|pgp|gpg|asc))+$/i;

/** Whether what arrived is a file that a sync may take, by its path or a pattern, or says that one is complete. */
export function mayRead({ path, managersPath }: Paths, arrived: string): boolean {
  const name = normalized(arrived);
  const isBeside = BESIDE.test(name);
  return [path, managersPath].some((own) => {
    if (own === null) return false;
    if (fits(own, name)) return true;
    const of = name.replace(BESIDE, "");
    return isBeside && (fits(own, of) || fits(own.replace(ENDINGS, ""), of));
  });
}

/**
 * Whether a name is that of a path, or looks like one of a pattern: anything counts where the pattern has a date or a
 * wildcard. The run that it starts decides by the pattern itself, and finds no change when it was another file.
 */
function fits(own: string, name: string): boolean {
  const parts = normalized(own).split("/");
  const names = name.split("/");
  return parts.length === names.length && parts.every((part, at) => fitsPart(part, names[at] ?? ""));
}

const ANYTHING = /\{(?:yyyy|yy|MM|dd|HH|mm|ss|[*?])\}|[*?]/;

function fitsPart(part: string, name: string): boolean {
  const [first = "", ...rest] = part.split(ANYTHING);
  const last = rest.pop();
  if (last === undefined) return first === name;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  for (const text of rest) {
    const found = name.indexOf(text, from);
    if (found < 0) return false;
    from = found + text.length;
  }
  return from <= name.length - last.length;
}

/** One spelling of a path below the folder that the source starts in. */
function normalized(path: string): string {
  return path
    .normalize("NFC")
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}
