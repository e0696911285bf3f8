// Loaded into every process of ours that a test or the bench starts (NODE_OPTIONS): what would reach another host than
// this machine ends at once. RFC 2606 keeps .invalid, .test and .example from ever being a host.
'use strict';
const net = require('node:net');
const { writeSync } = require('node:fs');

const LOOPBACK =
  /^(127\.\d+\.\d+\.\d+|::1|\[::1\]|::ffff:127\.\d+\.\d+\.\d+|localhost)$|\.(invalid|test|example|localhost)$/i;
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function guarded(...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const options =
    typeof first === 'object' && first !== null ? first : { host: typeof args[1] === 'string' ? args[1] : undefined };
  const host = typeof options.path !== 'string' ? (options.host ?? 'localhost') : 'localhost';
  if (!LOOPBACK.test(host)) {
    writeSync(2, `loopback-only: this process would have reached ${host}\n`);
    process.exit(86);
  }
  return connect.apply(this, args);
};
