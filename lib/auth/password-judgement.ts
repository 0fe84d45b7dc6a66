export type PasswordStrength = "too short" | "guessable" | "good" | "strong";

/** Whose password it is: their name and address are the first that others would try. */
export type PasswordOwner = { email?: string; name?: string };
export type Judgement = { strength: PasswordStrength; problem: string | null };
