/** What an organization's portals look like. */
export type Brand = {
  /** `#rrggbb`; null where none was chosen. */
  accent: string | null;
  logo: Logo | null;
};

/** `hash`: of its bytes, as in its address. `isLight`: it needs a dark ground. */
export type Logo = { hash: string; width: number; height: number; isLight: boolean };
