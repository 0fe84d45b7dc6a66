type Paths = { path: string | null; managersPath: string | null };

/** What a sender adds to the name of a file that says it is complete, or what is in it. */
const BESIDE = /\.(done|ok|sha256)$/i;

/** Whether a sync may take a file: by its path, or as one of a pattern. */
export function mayRead({ path, managersPath }: Paths, arrived: string): boolean {
  const names = new Set([arrived, arrived.replace(BESIDE, "")].map(normalized));
  return [path, managersPath].some((own) => own !== null && (isPattern(own) || names.has(normalized(own))));
}

function isPattern(path: string): boolean {
  return /[*?{]/.test(path);
}

/** One spelling of a path below the folder that the source starts in. */
function normalized(path: string): string {
  return path
    .normalize("NFC")
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}
