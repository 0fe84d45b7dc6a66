import { setTimeout as sleep } from "node:timers/promises";
import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { egressAgents, type Step } from "@/lib/egress/agents";
import { stopped } from "@/lib/egress/with-timeout";
import { AppError } from "@/lib/errors";
import { notEncrypted, stalled, tlsFailure } from "@/lib/pipeline/source/s3/connection-errors";
import { type Asked, isBusy, refusalOf, s3Error } from "@/lib/pipeline/source/s3/service-errors";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import type { SourceLimits } from "@/lib/pipeline/source/types";

type Sdk = typeof import("@aws-sdk/client-s3");

type Options = {
  signal: AbortSignal;
  limits: SourceLimits;
  /** Called as the first connection comes about. */
  onStep?: (step: Step) => void;
};

/** A bucket that can be asked for things. */
export type Bucket = {
  target: S3Target;
  limits: SourceLimits;
  signal: AbortSignal;
  /**
   * Sends a request. Tried again while the service says it is busy, never after an answer has begun. Throws what was
   * refused as it came (`refusalOf` reads it), `source_network`, `source_unusable`, or the reason of `signal`.
   */
  ask: <T>(send: (client: S3Client, sdk: Sdk, abortSignal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Any error of a request, in words for a person. */
  inWords: (error: unknown, asked: Asked) => unknown;
  /** Leaves no socket behind. */
  close: () => void;
};

const TRIES_MAX = 3;

/**
 * A client for one bucket with the credentials of its source and no others. Whatever the client of S3 would look for in
 * the environment, in files or from the machine's own cloud is said here. The caller closes it.
 */
export async function openBucket(target: S3Target, options: Options): Promise<Bucket> {
  const { signal, limits, onStep } = options;
  const { accessKeyId, secretAccessKey } = target;
  if (accessKeyId === "" || secretAccessKey === "")
    throw new AppError("internal", "A bucket needs credentials.");
  // Loaded when it is needed: it is large, and most processes never speak to a bucket.
  const [sdk, { NodeHttpHandler }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@smithy/node-http-handler"),
  ]);
  const agents = egressAgents({
    signal,
    readyMs: limits.readyMs,
    onStep,
    failures: { notEncrypted, tlsFailure },
  });
  const client = new sdk.S3Client({
    endpoint: target.endpoint,
    region: target.region,
    forcePathStyle: target.pathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // Time-outs and retries are ours: see `ask`.
    requestHandler: new NodeHttpHandler({
      httpAgent: agents.http,
      httpsAgent: agents.https,
      connectionTimeout: 0,
      requestTimeout: 0,
      socketTimeout: 0,
    }),
    maxAttempts: 1,
    followRegionRedirects: false,
    ...NOTHING_FOUND,
  });
  return {
    target,
    limits,
    signal,
    ask: (send) => patiently((abort) => send(client, sdk, abort), { signal, limits, agents }),
    inWords: (error, asked) => s3Error(error, asked, target),
    close: () => {
      client.destroy();
      agents.destroy();
    },
  };
}

/** Settings that would otherwise be looked for in the environment and in files of the user that runs us. */
const NOTHING_FOUND: Partial<S3ClientConfig> = {
  defaultsMode: "standard",
  retryMode: "standard",
  profile: "rollcall-reads-no-profile",
  authSchemePreference: ["sigv4"],
  disableS3ExpressSessionAuth: true,
  disableMultiregionAccessPoints: true,
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
  sigv4aSigningRegionSet: [],
  useAccelerateEndpoint: false,
  useArnRegion: false,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: "rollcall",
};

type Patience = { signal: AbortSignal; limits: SourceLimits; agents: ReturnType<typeof egressAgents> };

async function patiently<T>(send: (abort: AbortSignal) => Promise<T>, patience: Patience): Promise<T> {
  const { signal, limits } = patience;
  for (let tries = 1; ; tries += 1) {
    try {
      return await untilSilent(send, patience);
    } catch (error) {
      if (signal.aborted) throw stopped(signal);
      const refusal = refusalOf(error);
      if (!refusal || !isBusy(refusal) || tries === TRIES_MAX) throw error;
      await sleep(limits.settleMs * tries, undefined, { signal }).catch(() => {});
    }
  }
}

/** Waits for the head of an answer, but not for ever. While a connection is being made, that has its own limit. */
async function untilSilent<T>(
  send: (abort: AbortSignal) => Promise<T>,
  { signal, limits, agents }: Patience,
): Promise<T> {
  const silence = new AbortController();
  const look = () => {
    if (agents.isConnecting()) timer = setTimeout(look, limits.idleMs);
    else silence.abort(stalled());
  };
  let timer = setTimeout(look, limits.idleMs);
  const before = agents.failure();
  try {
    return await send(AbortSignal.any([signal, silence.signal]));
  } catch (error) {
    if (signal.aborted) throw stopped(signal);
    if (silence.signal.aborted) throw silence.signal.reason;
    const failure = agents.failure();
    throw failure !== null && failure !== before ? failure : error;
  } finally {
    clearTimeout(timer);
  }
}
