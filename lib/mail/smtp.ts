import nodemailer from "nodemailer";
import { env, publicUrl, supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type Mail, plainLine } from "@/lib/mail/mail";

/** Where mails go out and whom they are from. */
export type SmtpSettings = { url: string; from: string; patienceMs?: number };

/** Long enough for a server that looks its callers up, short enough for a person who waits. */
const PATIENCE_MS = 15_000;

/** The mail server of this installation; null when there is none, and mails are kept. */
export function smtpSettings(): SmtpSettings | null {
  const { SMTP_URL: url, MAIL_FROM } = env();
  if (!url) return null;
  return { url, from: MAIL_FROM ?? `Rollcall <no-reply@${new URL(publicUrl()).hostname}>` };
}

/** Hands one mail to the server. Throws `mail_failed`; with `retry` when the same may work later. */
export async function sendBySmtp(settings: SmtpSettings, mail: Mail): Promise<void> {
  const { to, subject, text, html, unsubscribe, id } = mail;
  const message = {
    from: plainLine(settings.from),
    to: { name: plainLine(to.name), address: to.address },
    subject: plainLine(subject),
    text,
    html,
    ...(id ? { messageId: `<${id}@${new URL(publicUrl()).hostname}>` } : {}),
    // Nobody's absence note and no bounce is to start a conversation.
    headers: { "Auto-Submitted": "auto-generated", ...(unsubscribe ? unsubscribeHeaders(unsubscribe) : {}) },
  };
  const signal = AbortSignal.timeout(2 * patience(settings));
  await translated(() => transport(settings).sendMail({ ...message, signal }));
}

/** RFC 8058: a mail program sends one POST there, without a page and without signing in. */
function unsubscribeHeaders(href: string): Record<string, string> {
  return {
    "List-Unsubscribe": `<${new URL(href).href}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** Connects, greets and signs in, without a mail. Throws `mail_failed`. */
export async function tryConnection(settings: SmtpSettings): Promise<void> {
  await translated(() => transport(settings).verify());
}

function transport(settings: SmtpSettings) {
  const patienceMs = patience(settings);
  return nodemailer.createTransport({
    url: settings.url,
    pool: false,
    // None of our e-mails has attachments: nothing in one may make the server read its files or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    dnsTimeout: patienceMs,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  });
}

function patience({ patienceMs = PATIENCE_MS }: SmtpSettings): number {
  return patienceMs;
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, responseCode } = factsOf(cause);
    const { what, retry } = WHY[code] ?? {
      what: "Rollcall could not communicate with the mail server.",
      retry: true,
    };
    const refusedForNow = responseCode !== null && responseCode >= 400 && responseCode < 500;
    throw new AppError("mail_failed", what, {
      ...{ cause, retry: retry || refusedForNow, meta: { code, responseCode } },
      remedy: `Try again in a few minutes. If it keeps failing, ask ${supportContact()} to check the mail server.`,
    });
  }
}

const UNREACHED = { what: "The mail server could not be reached.", retry: true };
const REFUSED = { what: "The mail server refused the e-mail.", retry: false };

/** nodemailer's codes -> what people read. A refusal with a 4xx answer is temporary. */
const WHY: Readonly<Record<string, { what: string; retry: boolean }>> = {
  ECONNECTION: UNREACHED,
  ESOCKET: UNREACHED,
  EDNS: UNREACHED,
  ...{ ETIMEDOUT: { what: "The mail server did not answer in time.", retry: true } },
  // The time limit of the whole attempt has passed: someone is waiting, so there is no retry.
  ...{ EABORT: { what: "The mail server did not answer in time.", retry: false } },
  ...{ ETLS: { what: "The TLS connection to the mail server failed.", retry: false } },
  ...{ EAUTH: { what: "The mail server refused Rollcall's user or password.", retry: false } },
  EENVELOPE: REFUSED,
  EMESSAGE: REFUSED,
};

function factsOf(error: unknown): { code: string; responseCode: number | null } {
  if (!(error instanceof Error)) return { code: "", responseCode: null };
  const code = "code" in error ? String(error.code) : error.name === "AbortError" ? "EABORT" : "";
  const answered = "responseCode" in error && typeof error.responseCode === "number";
  return { code, responseCode: answered ? Number(error.responseCode) : null };
}

/** What becomes of a mail: it is sent, kept in the outbox that admins read, or there is nobody to take it. */
type MailDelivery = "smtp" | "outbox" | "none";

/** How this installation delivers mails. The outbox lets admins in as their users: an operator has to ask for it. */
export function mailDelivery(): MailDelivery {
  if (smtpSettings()) return "smtp";
  const { MAIL_OUTBOX, NODE_ENV } = env();
  const on = MAIL_OUTBOX ? MAIL_OUTBOX === "1" : NODE_ENV === "development";
  return on ? "outbox" : "none";
}

/** Throws `mail_failed` when there is nobody to take a mail. */
export function requireDelivery(): void {
  if (mailDelivery() !== "none") return;
  throw new AppError("mail_failed", "No mail server is set up, so no sign-in link can be sent.", {
    remedy: `Ask ${supportContact()} to connect a mail server.`,
  });
}
