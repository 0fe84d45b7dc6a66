/** Set by `proxy.ts` on every page request, because a server component does not know its own address. */
export const PATH_HEADER = "x-rollcall-path";
