import { networkError, systemCode } from "@/lib/egress/connection-error";
import { supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** What can be wrong before S3 is spoken, or when something else answers. */
export function notEncrypted(): AppError {
  return new AppError("source_unusable", "Connection error: The address starts with http://", {
    remedy: `Rollcall sends nothing without encryption over the internet. Enter an address that starts with https://. To allow http:// for a server in your own network, ask ${supportContact()}.`,
    meta: { egress: "Without encryption only addresses that EGRESS_ALLOW names are connected to." },
  });
}

export function tlsFailure(host: string, cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const lost = systemCode(cause);
  if (lost !== null) return networkError(lost, `handshake with ${host}`, { cause });
  const remedy = CERTIFICATES[code];
  if (remedy !== undefined) {
    return new AppError(
      "source_unusable",
      "Connection error: The certificate of the server can't be trusted",
      {
        cause,
        remedy,
      },
    );
  }
  return new AppError("source_unusable", "Connection error: Unable to open connection", {
    cause,
    remedy: "The server does not speak TLS there. Check the address and the port.",
  });
}

const RENEW = "Ask the administrator of the server to install a certificate from a public authority.";

const CERTIFICATES: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The certificate is for another host. Check the address. If buckets have no host of their own there, turn on “Bucket in the path”.",
  CERT_HAS_EXPIRED: "The certificate has expired. Ask the administrator of the server to renew it.",
  CERT_NOT_YET_VALID: "The certificate is not valid yet. Ask the administrator of the server.",
  DEPTH_ZERO_SELF_SIGNED_CERT: `The certificate is self-signed. ${RENEW}`,
  SELF_SIGNED_CERT_IN_CHAIN: `The certificate is signed by an authority that Rollcall does not know. ${RENEW}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `The server does not send all certificates that are needed to check it. ${RENEW}`,
  UNABLE_TO_GET_ISSUER_CERT: `The certificate is signed by an authority that Rollcall does not know. ${RENEW}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `The certificate is signed by an authority that Rollcall does not know. ${RENEW}`,
};

/** Something answers, but not as S3 does. */
export function notS3(cause?: unknown): AppError {
  return new AppError("source_unusable", "Connection error: The answer is not from S3", {
    cause,
    remedy:
      "Something answers there, but it does not speak S3. Check the address: it is the one for programs (API), not the one of the console in the browser.",
  });
}

/** The server sent nothing in time although something was asked of it. */
export function stalled(): AppError {
  return networkError("ETIMEDOUT", "the server stopped answering");
}

/** A connection that broke, or text that is not HTTP; null for anything else. */
export function brokenConnection(error: unknown): AppError | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  if (error.code.startsWith("HPE_")) return notS3(error);
  if (error.code === "ECONNRESET" || error.code === "ERR_STREAM_PREMATURE_CLOSE") {
    return networkError("ECONNRESET", "the server closed the connection", { cause: error });
  }
  const code = systemCode(error);
  return code === null ? null : networkError(code, "the connection was lost", { cause: error });
}
