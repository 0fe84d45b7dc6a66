import { z } from "zod";
import { getJson } from "@/lib/egress/request";
import { AppError } from "@/lib/errors";

const metadataSchema = z.object({
  issuer: z.string().max(500),
  authorization_endpoint: z.url().max(2000),
  token_endpoint: z.url().max(2000),
  jwks_uri: z.url().max(2000),
  userinfo_endpoint: z.url().max(2000).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

/** What a provider says of itself: where to send people, and where tokens and keys come from. */
export type ProviderMetadata = z.output<typeof metadataSchema>;

const KEPT_MS = 10 * 60_000;
const TIMEOUT_MS = 10_000;
const BYTES_MAX = 200_000;
const KEPT_MAX = 500;

const known = new Map<string, { at: number; metadata: ProviderMetadata }>();

/**
 * Reads the metadata of an issuer, kept for ten minutes. They have to name that very issuer: otherwise an organization
 * could let its own server speak for someone else's. Throws `source_network`, `source_unusable`.
 */
export async function discover(issuer: string, { fresh = false } = {}): Promise<ProviderMetadata> {
  const kept = known.get(issuer);
  if (kept && !fresh && Date.now() - kept.at < KEPT_MS) return kept.metadata;
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const found = metadataSchema.safeParse(await getJson({ url, timeoutMs: TIMEOUT_MS, bytesMax: BYTES_MAX }));
  if (!found.success) throw unusable("What this issuer says of itself is not OpenID Connect.");
  if (found.data.issuer !== issuer) {
    throw unusable(`The server says that its issuer is ${found.data.issuer.slice(0, 200)}, not ${issuer}.`);
  }
  if (!signsWithRs256(found.data)) throw unusable("This issuer does not sign with RS256.");
  if (known.size >= KEPT_MAX) known.clear();
  known.set(issuer, { at: Date.now(), metadata: found.data });
  return found.data;
}

/** Every provider has to offer it (OpenID Connect Discovery 1.0, section 3). */
function signsWithRs256({ id_token_signing_alg_values_supported: algorithms }: ProviderMetadata): boolean {
  return algorithms === undefined || algorithms.includes("RS256");
}

function unusable(message: string): AppError {
  return new AppError("source_unusable", message, {
    remedy: "Copy the issuer as your provider shows it, such as https://acme.okta.com.",
  });
}
