import { firstLoadTable, readFirstLoads } from "../support/first-load";

// `node --import tsx tests/bench/first-load.ts [folder of a build]`: what each page's first load weighs, and its budget.

const loads = await readFirstLoads(process.argv[2] ?? ".next");
process.stdout.write(`${firstLoadTable(loads).join("\n")}\n`);
process.exit(loads.every(({ kb, budgetKb }) => kb <= budgetKb) ? 0 : 1);
