import { demoFolder, readSampleServer } from "@/lib/runtime/demo/settings";
import { startSampleServer } from "@/lib/runtime/demo/sftp-server";

// The sample SFTP server as a process of its own: `sample-server.ts <data folder>`. Ends on request.

const folder = demoFolder(process.argv[2] ?? ".data-demo");
const server = await readSampleServer(folder);
const running = await startSampleServer({ ...server, root: folder.files, hostKeyFile: folder.hostKey });
process.stdout.write(`Serving ${folder.files} at 127.0.0.1:${running.port}\n`);

process.on("SIGTERM", () => void running.stop().then(() => process.exit(0)));
