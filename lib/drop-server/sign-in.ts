import { setTimeout as sleep } from "node:timers/promises";
import ssh2, { type AuthContext, type PasswordAuthContext, type PublicKeyAuthContext } from "ssh2";
import type { Admission, Defender } from "@/lib/drop-server/defender";
import type { DropFolder } from "@/lib/drop-server/folder";
import { isAppError } from "@/lib/errors";

type PublicKey = { type: string; blob: string };

/** A user name that someone gave, of a drop or of none: both are asked the same. */
export type DoorLogin = {
  /** Whether the drop has this key. */
  hasKey: (key: PublicKey) => boolean;
  /** Of a client that has proved that it holds the key. Null when it may not come in. */
  byKey: (key: PublicKey, from: string) => Promise<DropFolder | null>;
  byPassword: (password: string, from: string) => Promise<DropFolder | null>;
};

export type Doors = { find: (username: string) => Promise<DoorLogin> };

/** One connection that has not signed in. */
export type Visit = {
  from: string;
  network: string;
  admission: Admission;
  /** Requests to sign in, whatever they were. */
  tries: number;
  /** Whether something was tried that is not counted as a guess. */
  isOpen: boolean;
};

export type Entered = { folder: DropFolder; username: string };

/** Told to everyone, so that it says nothing about a user name. */
const METHODS = ["publickey", "password"] as const;
/** As many as an agent may hold keys. */
const TRIES_MAX = 20;
const USERNAME = /^[a-z0-9-]{1,64}$/;
const PASSWORD_BYTES_MAX = 1024;
/** No refusal comes sooner: the time that was needed says nothing. It grows with each one. */
const REFUSAL_MS = 250;
const REFUSAL_MS_MAX = 3_000;

export type Judge = {
  doors: Doors;
  defender: Defender;
  onEnter: (visit: Visit, entered: Entered) => boolean;
};

/** Answers one request to sign in. Gives false when the connection should be closed. */
export async function judge(
  attempt: AuthContext,
  visit: Visit,
  { doors, defender, onEnter }: Judge,
): Promise<boolean> {
  const begun = Date.now();
  visit.tries += 1;
  const refuse = async (): Promise<boolean> => {
    const waitMs = Math.min(REFUSAL_MS * Math.max(visit.tries - 1, 1), REFUSAL_MS_MAX) - (Date.now() - begun);
    if (waitMs > 0) await sleep(waitMs);
    attempt.reject([...METHODS]);
    return visit.tries < TRIES_MAX;
  };
  if (attempt.method === "none") {
    attempt.reject([...METHODS]);
    return visit.tries < TRIES_MAX;
  }
  const { username } = attempt;
  const mayTry = visit.admission === "all" || (await defender.isKnown(visit.network, username));
  if (!USERNAME.test(username) || !mayTry) {
    visit.isOpen = true;
    return refuse();
  }
  const login = await doors.find(username);
  const enter = async (folder: DropFolder, guessed: boolean): Promise<boolean> => {
    await defender.noteSuccess(visit.network, username, { guessed });
    if (!onEnter(visit, { folder, username })) {
      attempt.reject([]);
      return false;
    }
    visit.isOpen = false;
    attempt.accept();
    return true;
  };
  if (attempt.method === "publickey") {
    const key = { type: attempt.key.algo, blob: attempt.key.data.toString("base64") };
    visit.isOpen = true;
    if (!isStrong(attempt) || !login.hasKey(key)) return refuse();
    if (!attempt.signature) {
      attempt.accept();
      return true;
    }
    if (!isSigned(attempt, key)) {
      await defender.noteFailure(visit.network);
      return refuse();
    }
    const folder = await login.byKey(key, visit.from);
    return folder ? enter(folder, false) : refuse();
  }
  if (attempt.method === "password" && isPassword(attempt)) {
    if (!(await defender.mayGuess(visit.network, username))) {
      await refuse();
      return false;
    }
    const folder = await byPassword(login, attempt.password, visit.from);
    return folder ? enter(folder, true) : refuse();
  }
  visit.isOpen = true;
  return refuse();
}

/** A change of the password is asked for with an object instead of a text. */
function isPassword({ password }: PasswordAuthContext): boolean {
  return typeof password === "string" && Buffer.byteLength(password) <= PASSWORD_BYTES_MAX;
}

async function byPassword(login: DoorLogin, password: string, from: string): Promise<DropFolder | null> {
  try {
    return await login.byPassword(password, from);
  } catch (error) {
    // Too many are signing in at this moment: the client may try again.
    if (isAppError(error) && error.code === "throttled") return null;
    throw error;
  }
}

/** RSA with SHA-1 is broken; without a hash that is what ssh2 would take. */
function isStrong({ key, hashAlgo }: PublicKeyAuthContext): boolean {
  return key.algo !== "ssh-dss" && (key.algo !== "ssh-rsa" || hashAlgo !== undefined);
}

function isSigned(
  { signature, blob, hashAlgo }: PublicKeyAuthContext,
  { type, blob: key }: PublicKey,
): boolean {
  const parsed = ssh2.utils.parseKey(`${type} ${key}`);
  if (parsed instanceof Error || parsed.type !== type || !signature || !blob) return false;
  return parsed.verify(blob, signature, hashAlgo) === true;
}
