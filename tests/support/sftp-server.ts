import type { Algorithms, Attributes, AuthContext, AuthenticationType, SFTPWrapper } from "ssh2";
import type { SftpAuth, SftpTarget } from "@/lib/pipeline/source/sftp/target";
import { newKey } from "@/lib/runtime/demo/new-key";
import { type FileAttrs, type Files, SftpRefusal, serveFiles } from "@/lib/runtime/demo/serve-files";
import { provesKey, type RunningServer, sameSecret, startSshServer } from "@/lib/runtime/demo/ssh-server";

/** What can be made to go wrong. May be changed while the server runs. */
export type Faults = {
  /** A READ is answered with at most so many bytes. */
  readBytesMax?: number;
  /** What happens to a READ while another one is under way. */
  secondRead?: "refused" | "never answered" | "hangs up";
  /** READs from this position on are never answered. */
  stallAt?: number;
  /** Waits so long before each answer to a READ. */
  readDelayMs?: number;
  /** Called before the answer to a READ. */
  onRead?: (position: number) => void;
  /** What STAT and FSTAT say instead of the truth. */
  attrs?: (path: string, truth: FileAttrs) => FileAttrs;
  /** Attributes that carry neither size, mode nor times. */
  bareAttrs?: boolean;
  noFstat?: boolean;
  noSftp?: boolean;
  /** What a login shell prints where SFTP should begin; it then continues, ends, or waits. */
  shellSays?: string;
  deniedPaths?: readonly string[];
  /** The status with which a request for a path is refused; null lets it through. */
  refuse?: (request: "STAT" | "OPEN" | "FSTAT" | "LIST", path: string) => Refusal | null;
  /** Hangs up, without a word, as soon as someone tries to sign in. */
  hangUpAtSignIn?: boolean;
};

export type Refusal = SftpRefusal["status"];

export type SignInPolicy =
  | "password"
  | "keyboard"
  | "second factor"
  | "code only"
  | "key and password"
  | "code after password"
  | "asks again"
  | "key"
  | "expired"
  | "never";

type Options = {
  files?: Record<string, Uint8Array>;
  faults?: Faults;
  policy?: SignInPolicy;
  /** The key that signs in under the policy `key`. */
  publicKey?: string;
  hostKeys?: readonly string[];
  algorithms?: Algorithms;
  port?: number;
  host?: string;
};

export type TestServer = RunningServer & {
  /** Path from the home folder, without a slash in front -> bytes. May be changed while the server runs. */
  files: Map<string, { bytes: Uint8Array; modifiedAt: Date }>;
  faults: Faults;
  policy: SignInPolicy;
  publicKey: string;
  /** How often a password or key was shown to the server. */
  secretsSeen: number;
  /** What was answered to questions for a second factor. */
  answers: string[];
  /** READ requests seen, and the most that were under way at the same time. */
  reads: number;
  readsAtOnce: number;
  target: SftpTarget;
};

export const USERNAME = "sync";
export const PASSWORD = "correct horse";

export const CLIENT_KEY = newKey();
const HOST_KEY = newKey();

export const KEY_AUTH: SftpAuth = { kind: "private_key", privateKey: CLIENT_KEY.private };
export const CLIENT_PUBLIC_KEY = CLIENT_KEY.public;

/** Long ago: nobody waits for such a file to settle. */
export const OLD = new Date("2026-01-05T04:00:00Z");

/** An SFTP server in this process, with files in memory and faults to order. */
export async function startTestServer(options: Options = {}): Promise<TestServer> {
  const state = {
    files: new Map(
      Object.entries(options.files ?? {}).map(([path, bytes]) => [path, { bytes, modifiedAt: OLD }] as const),
    ),
    faults: options.faults ?? {},
    policy: options.policy ?? "password",
    publicKey: options.publicKey ?? CLIENT_PUBLIC_KEY,
    secretsSeen: 0,
    answers: [] as string[],
    reads: 0,
    readsAtOnce: 0,
  };
  const host = options.host ?? "127.0.0.1";
  const shellSays = options.faults?.shellSays;
  const running = await startSshServer({
    host,
    port: options.port ?? 0,
    hostKeys: options.hostKeys ?? [HOST_KEY.private],
    algorithms: options.algorithms,
    onSignIn: (attempt) => judge(attempt, server),
    onSubsystem: shellSays === undefined ? undefined : (channel) => channel.write(shellSays),
    onSftp: options.faults?.noSftp ? undefined : (sftp) => serve(sftp, server),
  });
  const auth: SftpAuth = { kind: "password", password: PASSWORD };
  const target = { kind: "sftp" as const, host, port: running.port, username: USERNAME, auth, hostKey: null };
  const server: TestServer = Object.assign(state, running, { target });
  return server;
}

/** What the server takes under a policy. */
const TAKES: Readonly<Record<SignInPolicy, AuthenticationType[]>> = {
  password: ["password"],
  expired: ["password"],
  "second factor": ["password"],
  keyboard: ["keyboard-interactive"],
  "code only": ["keyboard-interactive"],
  "key and password": ["publickey"],
  "code after password": ["password"],
  "asks again": ["keyboard-interactive"],
  key: ["publickey"],
  never: ["password", "publickey", "keyboard-interactive"],
};

function judge(attempt: AuthContext, server: TestServer): void {
  const { policy, faults } = server;
  if (attempt.method !== "none") {
    server.secretsSeen += 1;
    if (faults.hangUpAtSignIn) server.hangUp();
  }
  const takes = TAKES[policy];
  const refuse = () => attempt.reject(takes);
  const decide = (isRight: boolean) => (isRight ? attempt.accept() : refuse());
  if (policy === "code after password" && attempt.method === "keyboard-interactive") {
    attempt.prompt([{ prompt: "Verification code: ", echo: false }], (answers) => {
      server.answers.push(...answers);
      attempt.reject(["keyboard-interactive"]);
    });
  } else if (policy === "never" || !takes.includes(attempt.method)) refuse();
  else if (attempt.method === "publickey") {
    const isRight = attempt.username === USERNAME && provesKey(attempt, server.publicKey);
    if (policy === "key and password" && isRight && attempt.signature) attempt.reject(["password"], true);
    else decide(isRight);
  } else if (attempt.method === "keyboard-interactive") {
    const question = { prompt: "Password: ", echo: policy === "code only" };
    attempt.prompt([question], ([answer = ""]) => {
      if (policy === "asks again") attempt.prompt([question], refuse);
      else decide(knows(attempt.username, answer));
    });
  } else if (attempt.method === "password") {
    const isRight = knows(attempt.username, attempt.password);
    if (policy === "expired") attempt.requestChange("Choose a new password", () => {});
    else if (policy === "code after password" && isRight) attempt.reject(["keyboard-interactive"]);
    else if (policy === "second factor" && isRight) attempt.reject(["keyboard-interactive"], true);
    else decide(isRight);
  }
}

function knows(username: string, password: string): boolean {
  return username === USERNAME && sameSecret(password, PASSWORD);
}

function serve(sftp: SFTPWrapper, server: TestServer): void {
  const { faults } = server;
  if (faults.bareAttrs) {
    const send = sftp.attrs.bind(sftp);
    sftp.attrs = (id) => send(id, {} as Attributes);
  }
  serveFiles(sftp, memoryFiles(server));
  if (faults.noFstat) {
    sftp.removeAllListeners("FSTAT");
  }
}

function memoryFiles(server: TestServer): Files {
  const { faults } = server;
  let underWay = 0;
  const asked = (request: "STAT" | "OPEN" | "FSTAT" | "LIST", path: string) => {
    const status = faults.refuse?.(request, path.slice(1)) ?? null;
    if (status !== null) throw new SftpRefusal(status);
  };
  const attrsOf = (path: string): FileAttrs => {
    if (faults.deniedPaths?.includes(path.slice(1))) throw new SftpRefusal("PERMISSION_DENIED");
    return faults.attrs ? faults.attrs(path.slice(1), truth(path)) : truth(path);
  };
  const truth = (path: string): FileAttrs => {
    const name = path.slice(1);
    const file = server.files.get(name);
    if (file) return { kind: "file", sizeBytes: file.bytes.length, modifiedAt: file.modifiedAt };
    const isFolder = name === "" || [...server.files.keys()].some((other) => other.startsWith(`${name}/`));
    if (!isFolder) throw new SftpRefusal("NO_SUCH_FILE");
    return { kind: "folder", sizeBytes: 4096, modifiedAt: OLD };
  };
  const read = async (path: string, position: number, length: number): Promise<Uint8Array> => {
    server.reads += 1;
    underWay += 1;
    server.readsAtOnce = Math.max(server.readsAtOnce, underWay);
    try {
      if (underWay > 1 && faults.secondRead === "refused") throw new SftpRefusal("FAILURE");
      if (underWay > 1 && faults.secondRead === "hangs up") server.hangUp();
      if (underWay > 1 && faults.secondRead === "never answered") await never();
      if (faults.stallAt !== undefined && position >= faults.stallAt) await never();
      // Even an immediate answer is asynchronous, so that reads can overlap.
      await new Promise((resume) => setTimeout(resume, faults.readDelayMs ?? 0));
      faults.onRead?.(position);
      const bytes = server.files.get(path.slice(1))?.bytes ?? new Uint8Array();
      return bytes.subarray(position, position + Math.min(length, faults.readBytesMax ?? length));
    } finally {
      underWay -= 1;
    }
  };
  return {
    attrs: async (path) => {
      asked("STAT", path);
      return attrsOf(path);
    },
    open: async (path) => {
      asked("OPEN", path);
      if (attrsOf(path).kind === "folder") throw new SftpRefusal("FAILURE");
      return {
        attrs: async () => {
          asked("FSTAT", path);
          return attrsOf(path);
        },
        read: (position, length) => read(path, position, length),
        close: async () => {},
      };
    },
    list: async (path) => {
      asked("LIST", path);
      attrsOf(path);
      const below = path === "/" ? "" : `${path.slice(1)}/`;
      const names = new Set(
        [...server.files.keys()]
          .filter((name) => name.startsWith(below))
          .map((name) => name.slice(below.length).split("/")[0] ?? ""),
      );
      return [...names].map((name) => ({ name, attrs: truth(`/${below}${name}`) }));
    },
  };
}

function never(): Promise<never> {
  return new Promise(() => {});
}
