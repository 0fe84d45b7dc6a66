/** What a run can bring people to, or take them from. */
export type EffectKind = "list" | "page" | "team" | "managers";

/** How many people a run brought to something and took from it. */
export type EffectSum = { kind: EffectKind; id: number; name: string; gained: number; lost: number };
