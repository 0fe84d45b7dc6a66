import { networkError, systemCode, timeoutError } from "@/lib/egress/connection-error";
import { AppError } from "@/lib/errors";
import type { Disagreement } from "@/lib/pipeline/source/sftp/server-offer";
import type { SftpAuth } from "@/lib/pipeline/source/sftp/target";

/** How far a connection came, and what the SSH client said about it. Filled while connecting, read when it fails. */
export type Trace = {
  /** In the order they came: one failure often has a second one behind it. */
  errors: Error[];
  /** Whether what answered spoke, and did not speak SSH. */
  spokeOtherwise: boolean;
  /** Why the two could not agree on encryption; null where that is not known. */
  disagreement: () => Disagreement | null;
  /** Whether SHA-1 was on offer. */
  allowOutdated: boolean;
  handshaken: boolean;
  secretSent: boolean;
  signedIn: boolean;
};

/** Why a connection could not be opened, by level and code of the SSH client, never by its words. */
export function connectionFailure(trace: Trace, auth: SftpAuth, cause: unknown): AppError {
  if (trace.signedIn) return noSftp(cause);
  for (const error of trace.errors) {
    const level = levelOf(error);
    const code = systemCode(error);
    if (level === "client-authentication") return loginFailed(auth, undefined, error);
    if (level === "client-timeout") return timeoutError({ cause: error });
    if (level === "handshake") return noCommonGround(trace, error);
    if (level === "client-socket" && code) return networkError(code, `read ${code}`, { cause: error });
    // The server disconnected: before the secret was sent it is busy, after that the secret was the reason.
    if (disconnectCode(error) !== null) {
      return trace.secretSent ? loginFailed(auth, undefined, error) : timeoutError({ cause: error });
    }
  }
  if (!trace.handshaken && trace.spokeOtherwise) return notSsh(cause);
  return networkError("ECONNRESET", CLOSED, { cause });
}

/** Why a working connection was lost. */
export function connectionLost(trace: Trace, cause: unknown): AppError {
  for (const error of trace.errors) {
    const code = systemCode(error);
    if (code) return networkError(code, `read ${code}`, { cause: error });
    if (levelOf(error) === "client-timeout") return stalled(error);
    if (disconnectCode(error) === null)
      return networkError("EPROTO", "the data arrived damaged", { cause: error });
  }
  return networkError("ECONNRESET", CLOSED, { cause });
}

/** The server is there, but nothing comes any more. */
export function stalled(cause?: unknown): AppError {
  return networkError("ETIMEDOUT", "the server stopped answering", { cause });
}

/** `remedy` replaces the general one where more is known. */
export function loginFailed(auth: SftpAuth, remedy?: string, cause?: unknown): AppError {
  const byPassword = auth.kind === "password";
  const message = byPassword ? "Password login failed" : "Private key login failed";
  const general = auth.kind === "password" ? `${WRONG_PASSWORD}${blankAt(auth.password)}` : WRONG_KEY;
  return new AppError("source_credentials", `Connection error: ${message}`, {
    cause,
    remedy: remedy ?? general,
  });
}

/** Said of a refused password only: a blank that came along when it was copied is the likeliest mistake. */
function blankAt(password: string): string {
  const ends = [/^\s/.test(password) && "begins with", /\s$/.test(password) && "ends in"].filter(Boolean);
  if (ends.length === 0) return "";
  return ` The stored password ${ends.join(" and ")} a blank, and is sent exactly as it was entered. If the blank is a mistake, enter the password again without it.`;
}

const CLOSED = "the server closed the connection";
const WRONG_PASSWORD =
  "The server did not accept this user and password. Check both, and that the login is not locked or expired.";
const WRONG_KEY =
  "The server did not accept this user with this key. Check the user, and that the public half of the key is in its authorized_keys.";

function noCommonGround({ disagreement, allowOutdated }: Trace, cause: unknown): AppError {
  const found = disagreement();
  if (!found)
    return unusable("The server and Rollcall could not agree on encryption. Ask your IT team.", cause);
  const { category, theirs, ours, isOutdated, isSha1 } = found;
  const lists = `The server offers: ${theirs.join(", ") || "nothing"}. Rollcall offers: ${ours.join(", ")}.`;
  if (!isOutdated) {
    return unusable(
      `The server and Rollcall have no algorithm for ${category} in common. ${lists} Ask your IT team to allow one of these on the server too.`,
      cause,
    );
  }
  const way = isSha1 && !allowOutdated ? ` ${ALLOW_SHA1}` : "";
  return unusable(
    `The server only offers outdated algorithms for ${category}. ${lists} Ask your IT team to update it.${way}`,
    cause,
  );
}

const ALLOW_SHA1 =
  "If it can't be updated, turn on Allow outdated algorithms (SHA-1) in the settings of this Remote Source.";

/** A login whose shell writes to the channel before SFTP can begin. */
export function noisyShell(words: string, cause: unknown): AppError {
  return unusable(
    `Signing in worked, but the login shell of this user prints text where SFTP should begin: "${words}". Ask your IT team to remove that output from the shell's start-up files (such as .bashrc), or to give the user internal-sftp.`,
    cause,
  );
}

function notSsh(cause: unknown): AppError {
  return unusable(
    "Something answers there, but it is not an SFTP server. Check the port: SFTP usually has 22; FTP and HTTPS are something else.",
    cause,
  );
}

function noSftp(cause: unknown): AppError {
  return unusable(
    "Signing in worked, but the server offers no SFTP to this user. Ask the administrator of the server to turn SFTP on.",
    cause,
  );
}

function unusable(remedy: string, cause: unknown): AppError {
  return new AppError("source_unusable", "Connection error: Unable to open connection", { cause, remedy });
}

function levelOf(error: Error): string | null {
  return "level" in error && typeof error.level === "string" ? error.level : null;
}

/** The reason number of an SSH disconnect message. */
function disconnectCode(error: Error): number | null {
  return "code" in error && typeof error.code === "number" ? error.code : null;
}
