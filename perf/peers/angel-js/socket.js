// The vendor's JavaScript client on a real socket: what it counts, how late, and what becomes of it when the server misbehaves.
// Usage: node socket.js WS_URL CLIENT FEED_TOKEN API_KEY JWT SECONDS EXCHANGE TOKEN[,TOKEN…]
'use strict';

const [url, clientcode, feedtype, apikey, jwttoken, seconds, exchange, tokens] = process.argv.slice(2);
const { CONSTANTS } = require('smartapi-javascript/config/constant');
CONSTANTS.websocketURL = url;
const { WebSocketV2 } = require('smartapi-javascript');

const seen = { ticks: 0, impossible: 0, other: 0, errors: 0, lastError: '' };
const failed = (error) => { seen.errors++; seen.lastError = String(error && error.message || error); };
process.on('uncaughtException', failed);
process.on('unhandledRejection', failed);

const client = new WebSocketV2({ clientcode, jwttoken, apikey, feedtype });
client.reconnection('exponential', 1000, 2);
client.on('tick', (tick) => {
  if (!tick || typeof tick !== 'object') seen.other++;
  else if (tick.exchange_type > 13 || !/^"[0-9]+"$/.test(tick.token)) seen.impossible++;
  else seen.ticks++;
});
client.connect();
client.fetchData({ correlationID: 'peer000001', action: 1, mode: 3, exchangeType: Number(exchange), tokens: tokens.split(',') });
setTimeout(() => { console.log(JSON.stringify(seen)); process.exit(0); }, Number(seconds) * 1000);
