/** What a person goes through with while a sync is being set up, beyond what can be seen from the sync itself. */
export const CONFIRMED_STEPS = ["fields", "schedule", "limits"] as const;

export type ConfirmedStep = (typeof CONFIRMED_STEPS)[number];

/** How far the set-up of a sync is. It does not run by itself until a plan of it is approved. */
export type SyncSetup = { confirmed: ConfirmedStep[] };
