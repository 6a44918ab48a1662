// How fast the vendor's JavaScript client turns SnapQuote packets into its callback: its own message handler, fed from memory through a stand-in for the
// socket, so that no network is in the figure. Usage: node decode.js PACKETS TOKENS
'use strict';

const [packets, tokens] = process.argv.slice(2).map(Number);
const socketModule = require.resolve('ws', { paths: [require.resolve('smartapi-javascript')] });
let socket = null;
class Socket {
  constructor() { socket = this; this._readyState = 1; }
  send() {}
  close() {}
}
require.cache[socketModule] = { id: socketModule, filename: socketModule, loaded: true, exports: Socket };
const { WebSocketV2 } = require('smartapi-javascript');

function snapQuote(token, sequence) {
  const b = Buffer.alloc(379);
  b.writeUInt8(3, 0);
  b.writeUInt8(1, 1);
  b.write(String(token), 2, 'ascii');
  b.writeBigInt64LE(BigInt(sequence), 27);
  b.writeBigInt64LE(1790653500000n, 35);
  b.writeBigInt64LE(BigInt(81235 + sequence % 50 * 5), 43);
  b.writeBigInt64LE(10n, 51);
  b.writeBigInt64LE(81200n, 59);
  b.writeBigInt64LE(BigInt(sequence * 10), 67);
  b.writeDoubleLE(1000, 75);
  b.writeDoubleLE(2000, 83);
  for (let at = 91; at < 123; at += 8) b.writeBigInt64LE(81000n, at);
  for (let level = 0; level < 10; level++) {
    const at = 147 + level * 20;
    b.writeInt16LE(level < 5 ? 1 : 0, at);
    b.writeBigInt64LE(BigInt(100 + level), at + 2);
    b.writeBigInt64LE(BigInt(level < 5 ? 81235 - level * 5 : 81240 + (level - 5) * 5), at + 10);
    b.writeInt16LE(3, at + 18);
  }
  return b;
}

const ring = Array.from({ length: tokens }, (_, i) => snapQuote(10000 + i, i + 1));
const client = new WebSocketV2({ clientcode: 'A1', jwttoken: 'x', apikey: 'x', feedtype: 'x' });
let seen = 0;
client.on('tick', (tick) => { if (tick && tick.last_traded_price) seen++; });
client.connect();
const feed = (count) => { for (let i = 0; i < count; i++) socket.onmessage({ data: ring[i % tokens] }); };
feed(Math.min(packets, 2000));
seen = 0;
const begun = process.hrtime.bigint();
feed(packets);
const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
client.close();
console.log(JSON.stringify({ packets: seen, seconds, perSecond: Math.round(seen / seconds) }));
process.exit(0);
