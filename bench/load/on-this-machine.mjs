/** Load is for this machine alone: a slip of the keyboard must not become an attack on somebody. @throws {Error} for an origin that is not loopback. */
export function onThisMachine(origin) {
  const { protocol, hostname } = new URL(origin);
  const loopback = hostname === "localhost" || hostname === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
  if (protocol !== "http:" || !loopback) throw new Error(`Load is sent to this machine only, not to ${origin}.`);
}
