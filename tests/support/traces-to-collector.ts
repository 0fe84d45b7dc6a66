import { startCollector } from "./collector";

/** For the one test file that imports this first: its process sends traces to this collector. */
export const collector = await startCollector();
process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
