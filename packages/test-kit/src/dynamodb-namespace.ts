/**
 * Runs inside a network namespace of its own (`unshare --net`), where nothing but its own loopback exists: DynamoDB Local listens on
 * every interface and has no option against it. A unix socket, which namespaces of the network do not part, leads in.
 *
 * Arguments: the unix socket to listen on, the folder of the emulator, the path of `ip`, and the command that runs Java.
 * Writes `ready` to standard output when DynamoDB Local accepts connections; ends when it ends.
 */
import { execFileSync, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { portAnswers } from "./ports.ts";

/** Any port will do: the namespace is ours alone. */
const PORT = 8000;

const [socketPath, folder, ip, program, ...args] = process.argv.slice(2);
if (socketPath === undefined || folder === undefined || ip === undefined || program === undefined) {
  throw new Error("Four arguments at least: socket, folder, ip, program.");
}

execFileSync(ip, ["link", "set", "lo", "up"]);
const java = spawn(program, [...args, "-port", `${PORT}`], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
java.once("error", error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
java.once("exit", code => process.exit(code ?? 1));
process.once("SIGTERM", () => java.kill("SIGKILL"));

while (!(await portAnswers(PORT))) await sleep(25);

createServer({ allowHalfOpen: true }, outside => {
  const inside = connect({ host: "127.0.0.1", port: PORT, allowHalfOpen: true });
  outside.on("error", () => inside.destroy());
  inside.on("error", () => outside.destroy());
  outside.pipe(inside).pipe(outside);
}).listen(socketPath, () => process.stdout.write("ready\n"));
