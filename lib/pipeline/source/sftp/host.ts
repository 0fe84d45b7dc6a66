import { findInvisible } from "@/lib/format/invisible";

/** A name of this form is looked up; what a URL parser would take for its end, a user or a port is not in it. */
const NAME = /^[\p{L}\p{M}\p{N}.．。｡_-]+$/u;

const NOT_A_HOST = "This is not a host name or address. An example: sftp.example.com";

/** What is wrong with an entered host, in words for its field; null when it can be used. */
export function hostFault(entered: string): string | null {
  if (entered === "") return "Enter the host name or address of the server.";
  const invisible = findInvisible(entered);
  if (invisible) return `The host contains a character that can't be seen (${invisible}). Type it again.`;
  if (hostOf(entered) !== null) return null;
  return misplaced(entered) ?? NOT_A_HOST;
}

/** A host as it is stored and connected to: letters beyond ASCII in their `xn--` form. Null for what is no host. */
export function hostOf(entered: string): string | null {
  const bare = /^\[.*\]$/.test(entered) ? entered.slice(1, -1) : entered;
  if (bare.includes(":")) return parse(`http://[${bare}]/`) === null ? null : bare;
  const ascii = NAME.test(bare) ? (parse(`http://${bare}/`)?.hostname ?? null) : null;
  if (ascii === null || !hasUsableLabels(ascii)) return null;
  // As typed where it can be: a host that changes its spelling would count as another server.
  return /^[\x21-\x7E]+$/.test(bare) ? bare : ascii;
}

/** For an address that holds more than the host: what belongs into which field. */
function misplaced(entered: string): string | null {
  const rest = entered.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  // Not `http:`, which would leave out port 80.
  const url = parse(`sftp://${rest}`);
  const host = url && hostOf(decode(url.hostname));
  if (!url || !host) return null;
  const more = /[^/]/.test(url.pathname);
  const parts = [
    `Enter only the host here: ${host}.`,
    url.port && `The port ${url.port} goes into the field Port.`,
    url.username && `The user ${decode(url.username)} goes into the field User.`,
    url.password && "The password has a field of its own too.",
    more && "The path of the file is entered when you attach this Remote Source to a workspace.",
  ];
  return parts.filter(Boolean).join(" ");
}

function hasUsableLabels(host: string): boolean {
  const labels = host.replace(/\.$/, "").split(".");
  return host.length <= 253 && labels.every((label) => /^[a-z0-9_-]{1,63}$/i.test(label));
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** Percent signs of a URL; text that is none stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
