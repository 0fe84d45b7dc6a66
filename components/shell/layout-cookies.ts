/** `<organization>/<workspace>` that was open last. */
export const LAST_WORKSPACE_COOKIE = "rollcall-workspace";
/** "folded" or "open". */
export const MENU_COOKIE = "rollcall-menu";

/** The preferences of this browser. The last workspace is left out if it belongs to another organization. */
export function readLayoutCookies(read: (name: string) => string | undefined, org: string) {
  const [lastOrg, lastWorkspace] = (read(LAST_WORKSPACE_COOKIE) ?? "").split("/");
  return {
    lastWorkspace: lastOrg === org && lastWorkspace ? lastWorkspace : null,
    folded: read(MENU_COOKIE) === "folded",
  };
}
