import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

export type IdpPerson = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** What a provider that is broken, or evil, does to the ID token it has just made. */
export type Tamper = {
  claims?: Record<string, unknown>;
  /** Signed by a key that nobody published. */
  otherKey?: boolean;
  /** Without a signature, as `alg: none` has it. */
  unsigned?: boolean;
};

export type Idp = {
  issuer: string;
  /** Of the client of one redirect address; made when it is asked for. */
  client: (redirectUri: string) => { clientId: string; clientSecret: string };
  /** Who sits at the browser; null shows a page that asks. */
  person: IdpPerson | null;
  tamper: Tamper | null;
  /** Instead of what the provider says of itself. */
  metadata: Record<string, unknown>;
  isDown: boolean;
  /** Paths that were asked for by the server of the client. */
  asked: string[];
  /** What the last browser that came was sent with. */
  wanted: Record<string, unknown>;
  setSecret: (clientId: string, secret: string) => void;
  close: () => Promise<void>;
};

/** A real provider of OpenID Connect in this process, whose faults a test can choose. */
export async function startIdp({ port = 0 } = {}): Promise<Idp> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "k1" };
  const clients = new Map<string, { secret: string; redirectUri: string }>();
  const people = new Map<string, IdpPerson>();
  const idp: Idp = {
    issuer,
    client: (redirectUri) => {
      const clientId = `rollcall-${clients.size + 1}`;
      const clientSecret = `secret of ${clientId} that is long enough`;
      clients.set(clientId, { secret: clientSecret, redirectUri });
      return { clientId, clientSecret };
    },
    person: null,
    tamper: null,
    metadata: {},
    isDown: false,
    asked: [],
    wanted: {},
    setSecret: (clientId, secret) => {
      const found = clients.get(clientId);
      if (found) clients.set(clientId, { ...found, secret });
    },
    close: () => close(server),
  };
  const provider = new Provider(issuer, configure(clients, people, jwk));
  provider.use(async (ctx, next) => {
    if (/token|jwks|openid-configuration|\/me$/.test(ctx.path)) idp.asked.push(ctx.path);
    if (ctx.path === "/auth") idp.wanted = { ...ctx.query };
    if (idp.isDown) {
      ctx.status = 503;
      return;
    }
    await next();
    const body = ctx.body as Record<string, unknown> | undefined;
    if (ctx.path.endsWith("openid-configuration")) ctx.body = { ...body, ...idp.metadata };
    if (typeof body?.id_token === "string" && idp.tamper)
      ctx.body = { ...body, id_token: tampered(body.id_token, idp.tamper, privateKey) };
  });
  const handle = provider.callback();
  server.on("request", (request, response) => {
    const uid = /^\/interaction\/([\w-]+)/.exec(request.url ?? "")?.[1];
    if (uid) interact(idp, provider, people, { request, response }).catch(() => response.destroy());
    else void handle(request, response);
  });
  return idp;
}

type Clients = Map<string, { secret: string; redirectUri: string }>;

function configure(clients: Clients, people: Map<string, IdpPerson>, jwk: object): Configuration {
  return {
    adapter: memoryWith(clients) as never,
    jwks: { keys: [jwk as never] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["for tests only"] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ ...(people.get(sub) ?? { sub }) }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      ctx.body = JSON.stringify(out);
    },
  };
}

/** Who is at the browser signs in, or is asked who they are. */
async function interact(
  idp: Idp,
  provider: Provider,
  people: Map<string, IdpPerson>,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const entered = request.method === "POST" ? new URLSearchParams(await read(request)).get("email") : null;
  const person =
    idp.person ?? (entered ? { sub: entered, email: entered, email_verified: true, name: "Sam Sso" } : null);
  if (!person) {
    response.setHeader("content-type", "text/html");
    response.end(
      `<title>Test provider</title><h1>Test provider</h1><form method="post"><label>E-mail <input name="email"></label><button>Continue</button></form>`,
    );
    return;
  }
  people.set(person.sub, person);
  await provider.interactionFinished(request, response, { login: { accountId: person.sub } });
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function tampered(token: string, { claims, otherKey, unsigned }: Tamper, key: KeyObject): string {
  const [head = "", body = ""] = token.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as object;
  const write = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = unsigned ? { alg: "none" } : read(head);
  const text = `${write(header)}.${write({ ...read(body), ...claims })}`;
  if (unsigned) return `${text}.`;
  const other = () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const signer = otherKey ? other() : createPrivateKey(key.export({ type: "pkcs8", format: "pem" }));
  return `${text}.${sign("sha256", Buffer.from(text), signer).toString("base64url")}`;
}

/** Everything in memory; clients come from the test, whenever they are asked for. */
function memoryWith(clients: Clients) {
  const kept = new Map<string, Record<string, unknown>>();
  return class {
    constructor(readonly name: string) {}
    async upsert(id: string, payload: Record<string, unknown>) {
      kept.set(`${this.name}:${id}`, payload);
      if (typeof payload.uid === "string") kept.set(`uid:${payload.uid}`, payload);
    }
    async find(id: string) {
      const client = this.name === "Client" ? clients.get(id) : undefined;
      if (client) return describeClient(id, client);
      return kept.get(`${this.name}:${id}`);
    }
    async findByUid(uid: string) {
      return kept.get(`uid:${uid}`);
    }
    async findByUserCode() {
      return undefined;
    }
    async destroy(id: string) {
      kept.delete(`${this.name}:${id}`);
    }
    async revokeByGrantId(grantId: string) {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
    }
    async consume(id: string) {
      const found = kept.get(`${this.name}:${id}`);
      if (found) found.consumed = Math.floor(Date.now() / 1000);
    }
  };
}

function describeClient(id: string, { secret, redirectUri }: { secret: string; redirectUri: string }) {
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: [redirectUri],
    grant_types: ["authorization_code"],
    response_types: ["code"],
    token_endpoint_auth_method: "client_secret_basic",
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
