import { AppError } from "@/lib/errors";

/**
 * The plan hash in `If-Match: "<plan hash>"`. Throws `if_match_missing` without one, `plan_changed` for what is no
 * hash: a list or `*` would approve whatever is there.
 */
export function readIfMatch(headers: Headers): string {
  const sent = headers.get("if-match")?.trim();
  if (!sent) {
    throw new AppError("if_match_missing", "Name the plan that you approve in the header If-Match.", {
      remedy: 'Read the run first, and send its planHash as If-Match: "<plan hash>".',
    });
  }
  const [, hash] = /^"([0-9a-f]{64})"$/.exec(sent) ?? [];
  if (hash) return hash;
  throw new AppError("plan_changed", "The header If-Match has to be one plan hash in double quotes.", {
    remedy: 'Read the run, and send its planHash as If-Match: "<plan hash>".',
  });
}
