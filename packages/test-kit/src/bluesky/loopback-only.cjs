// Preloaded into processes whose servers name no host and would listen on every interface: they listen on 127.0.0.1 instead.
const net = require("node:net");

const listen = net.Server.prototype.listen;
const everywhere = new Set([undefined, "", "0.0.0.0", "::"]);

net.Server.prototype.listen = function (...args) {
  // The same normalisation `listen` itself does: its many call forms become one options object and a callback.
  const [options, callback] = net._normalizeArgs(args);
  const byPort = options.path === undefined && options.fd === undefined && options.port !== undefined;
  if (!byPort || !everywhere.has(options.host)) return listen.apply(this, args);
  options.host = "127.0.0.1";
  return callback ? listen.call(this, options, callback) : listen.call(this, options);
};
