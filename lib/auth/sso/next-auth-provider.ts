import AzureAd from "next-auth/providers/azure-ad";
import Google from "next-auth/providers/google";
import type { OAuthConfig } from "next-auth/providers/oauth";
import {
  type BaseClient,
  type CallbackParamsType,
  custom,
  errors,
  type OpenIDCallbackChecks,
  type TokenSet,
} from "openid-client";
import type { ProviderMetadata } from "@/lib/auth/sso/discover";
import type { SsoProvider } from "@/lib/auth/sso/provider";
import { egressAgents } from "@/lib/egress/agents";
import { PLAIN_FAILURES } from "@/lib/egress/request";

type Claims = { sub: string };

/** What next-auth hands over to be traded for tokens. */
type Asked = {
  client: BaseClient;
  params: CallbackParamsType;
  checks: OpenIDCallbackChecks;
  provider: { callbackUrl: string };
};

type More = {
  maxAgeSeconds?: number;
  /** Told when the provider does not accept the client's ID and secret. */
  onClientRefused?: () => void;
};

const TIMEOUT_MS = 15_000;
const BYTES_MAX = 2_000_000;

/** RFC 6749, section 5.2. */
const CLIENT_REFUSED: ReadonlySet<string> = new Set(["invalid_client", "unauthorized_client"]);

/**
 * A provider as next-auth takes it: with PKCE, state and nonce, and with every request of the server going through
 * `lib/egress`. Its endpoints are those that were checked; the library looks nothing up.
 */
export function nextAuthProvider(
  provider: SsoProvider,
  metadata: ProviderMetadata,
  more: More = {},
): OAuthConfig<Claims> {
  const { id, label, issuer, clientId, clientSecret } = provider;
  return {
    ...baseOf(provider),
    id,
    name: label,
    type: "oauth",
    wellKnown: undefined,
    issuer,
    clientId,
    clientSecret,
    authorization: { url: metadata.authorization_endpoint, params: { scope: "openid email profile" } },
    jwks_endpoint: metadata.jwks_uri,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    client: { token_endpoint_auth_method: authMethod(metadata), id_token_signed_response_alg: "RS256" },
    token: {
      url: metadata.token_endpoint,
      request: async (asked: Asked) => ({ tokens: await exchange(asked, more) }),
    },
    userinfo: {
      url: metadata.userinfo_endpoint,
      request: ({ client, tokens }: { client: BaseClient; tokens: TokenSet }) =>
        allClaims(client, tokens, metadata.userinfo_endpoint !== undefined),
    },
    profile: ({ sub }: Claims) => ({ id: sub }),
    options: undefined,
  } as unknown as OAuthConfig<Claims>;
}

/** What next-auth knows of the operator's providers; everyone else is described in full. */
function baseOf({ id, clientId, clientSecret }: SsoProvider): object {
  if (id === "google") return Google({ clientId, clientSecret });
  if (id === "entra") return AzureAd({ clientId, clientSecret });
  return {};
}

/** RFC 8414: a server that says nothing takes the header. */
function authMethod({ token_endpoint_auth_methods_supported: methods }: ProviderMetadata) {
  return !methods || methods.includes("client_secret_basic") ? "client_secret_basic" : "client_secret_post";
}

/** Trades the code for tokens and checks the ID token: signature, issuer, audience, nonce and times. */
function exchange({ client, params, checks, provider }: Asked, { maxAgeSeconds, onClientRefused }: More) {
  const all = {
    ...{ ...checks, response_type: "code" },
    ...(maxAgeSeconds === undefined ? {} : { max_age: maxAgeSeconds }),
  };
  return guarded(client, () => client.callback(provider.callbackUrl, params, all)).catch((error: unknown) => {
    if (error instanceof errors.OPError && CLIENT_REFUSED.has(error.error ?? "")) onClientRefused?.();
    throw error;
  });
}

/** The claims of the ID token, with the address from the provider where the token has none, as Okta's. */
async function allClaims(client: BaseClient, tokens: TokenSet, canAsk: boolean): Promise<Claims> {
  const claims = tokens.claims();
  if (claims.email !== undefined || !canAsk) return claims;
  // The library refuses an answer about another subject.
  return { ...(await guarded(client, () => client.userinfo(tokens))), ...claims };
}

/** Lets a client ask only through `lib/egress`. */
async function guarded<T>(client: BaseClient, work: () => Promise<T>): Promise<T> {
  const agents = egressAgents({
    ...{ signal: AbortSignal.timeout(TIMEOUT_MS), readyMs: TIMEOUT_MS },
    ...{ bytesMax: BYTES_MAX, failures: PLAIN_FAILURES },
  });
  const options = (url: URL) => ({
    agent: url.protocol === "https:" ? agents.https : agents.http,
    timeout: TIMEOUT_MS,
  });
  // Keys are asked for by the issuer, tokens by the client.
  for (const asks of [client, client.issuer]) Object.assign(asks, { [custom.http_options]: options });
  try {
    return await work();
  } finally {
    agents.destroy();
  }
}
