/** Set by `proxy.ts` on every page request, because a server component is not told its own address. */
export const PATH_HEADER = "x-rollcall-path";
