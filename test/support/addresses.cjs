/**
 * For --require: every name has the addresses that ADDRESSES lists, in their order, and those of LATE_ADDRESSES take LATE
 * milliseconds to answer. Node itself tries them, as it would those of a resolver.
 */

const dns = require("node:dns");
const { TCP } = process.binding("tcp_wrap");

const { ADDRESSES = "", LATE_ADDRESSES = "", LATE = "0" } = process.env;
const addresses = ADDRESSES.split(" ").map((address) => ({ address, family: 4 }));
const late = LATE_ADDRESSES.split(" ");

dns.lookup = (_name, options, done) => {
  const { address, family } = addresses[0];
  setImmediate(() => (options.all ? done(null, addresses) : done(null, address, family)));
};

const { connect } = TCP.prototype;
TCP.prototype.connect = function (request, address, port) {
  const { oncomplete } = request;
  const answered = (...answer) =>
    setTimeout(() => request.oncomplete === answered && oncomplete.apply(request, answer), Number(LATE));
  if (late.includes(address)) request.oncomplete = answered;
  return connect.call(this, request, address, port);
};
