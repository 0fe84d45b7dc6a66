import { checkSource } from "@/lib/pipeline/source/check";
import type { S3Target } from "@/lib/pipeline/source/s3/target";

// Checks the connection that its argument describes as JSON, in a process of its own, and prints the result.
const target = JSON.parse(process.argv[2] ?? "") as S3Target & { path: string };
const { result } = await checkSource(target, { signal: new AbortController().signal, onStage: () => {} });
process.stdout.write(JSON.stringify(result));
