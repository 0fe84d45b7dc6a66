// Non-ASCII look-alikes and a second @ have been used to reach another person's account (GHSA-7rqj-j65f-68wh).
const LOCAL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/** What can be wrong with an address. */
export type EmailFault = "long" | "address" | "domain";

/**
 * The one spelling of an e-mail address that accounts and invitations are kept under, or what is wrong with it. Domains
 * are ASCII: others become punycode, so that a look-alike can't be taken for the domain it imitates.
 */
export function readEmail(raw: string): { email: string } | { fault: EmailFault } {
  if (raw.length > 320) return { fault: "long" };
  const email = raw.normalize("NFKC").trim().toLowerCase();
  const [local, domain, ...rest] = email.split("@");
  if (!local || !domain || rest.length > 0 || !LOCAL.test(local)) return { fault: "address" };
  if (!domain.includes(".")) return { fault: "address" };
  const ascii = asciiDomain(domain);
  if (ascii === null) return { fault: "domain" };
  const whole = `${local}@${ascii}`;
  return whole.length > 254 ? { fault: "address" } : { email: whole };
}

/** The same without the reason: null when it can't be one. */
export function normalEmail(raw: string): string | null {
  const read = readEmail(raw);
  return "email" in read ? read.email : null;
}

/** What is wrong with an address as it was typed; null for one that can be used. */
export function emailFault(typed: string): EmailFault | null {
  const read = readEmail(typed);
  return "fault" in read ? read.fault : null;
}

/** As `url.domainToASCII` of Node does, which browsers lack: by the parser of addresses, whose host is in that form. */
function asciiDomain(domain: string): string | null {
  if (/[^\p{L}\p{M}\p{N}.-]/u.test(domain)) return null;
  const address = `https://${domain}`;
  const host = URL.canParse(address) ? new URL(address).hostname : "";
  return host.length <= 253 && DOMAIN.test(host) ? host : null;
}
