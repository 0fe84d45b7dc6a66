import fc from "fast-check";

// Properties look elsewhere each time; with PROPERTY_SEED, as CI sets it, they look where they looked before, so that a
// change is judged by what it changed. What fails says its seed either way.
const seed = Number(process.env.PROPERTY_SEED);
if (process.env.PROPERTY_SEED) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
