// Loaded into a process of ours (NODE_OPTIONS): says on its stderr where each connection goes, before it is made, so that
// a test sees what had been shown by then. What goes through a socket of Node goes through here, HTTP/2 too.
'use strict';
const net = require('node:net');
const { writeSync } = require('node:fs');

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function told(...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const options =
    typeof first === 'object' && first !== null
      ? first
      : { port: first, host: typeof args[1] === 'string' ? args[1] : undefined };
  if (typeof options.path !== 'string') writeSync(2, `\n@@ ${options.host ?? 'localhost'}:${options.port}\n`);
  return connect.apply(this, args);
};
