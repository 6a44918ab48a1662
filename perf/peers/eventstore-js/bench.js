// Throughput of the vendor's client: one frame an event, several appends in flight on one batch call, each with the revision of its predecessor; or a read from the start.
// Prints one line of JSON on stdout: framesPerSecond, bytesPerSecond, and milliseconds p50 to max of an append (of a read: 0).
import { randomUUID, randomFillSync } from "node:crypto";
import { parseArgs } from "node:util";
import { KurrentDBClient, binaryEvent, NO_STREAM, START, FORWARDS } from "@kurrent/kurrentdb-client";

const { values } = parseArgs({
  options: {
    server: { type: "string" },
    mode: { type: "string", default: "append" },
    frames: { type: "string", default: "2000" },
    size: { type: "string", default: "65536" },
    "in-flight": { type: "string", default: "4" },
    stream: { type: "string" },
  },
});
const client = KurrentDBClient.connectionString(values.server);
const frames = Number(values.frames), size = Number(values.size), inFlight = Number(values["in-flight"]);
const seconds = (since) => Number(process.hrtime.bigint() - since) / 1e9;

async function append() {
  const stream = values.stream ?? `bench-${randomUUID()}`;
  const data = randomFillSync(new Uint8Array(size));
  const event = () => binaryEvent({ type: "frame", data });
  // The first append opens the call.
  await client.appendToStream(stream, event(), { streamState: NO_STREAM });
  const waits = [];
  let next = 0;
  const begin = process.hrtime.bigint();
  const lane = async () => {
    while (next < frames) {
      const revision = BigInt(next++);
      const sent = process.hrtime.bigint();
      await client.appendToStream(stream, event(), { streamState: revision });
      waits.push(seconds(sent) * 1000);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { stream, frames, time: seconds(begin), bytes: frames * size, waits };
}

async function read() {
  let count = 0, bytes = 0;
  const begin = process.hrtime.bigint();
  for await (const { event } of client.readStream(values.stream, { direction: FORWARDS, fromRevision: START })) {
    count++;
    bytes += event.data.length;
  }
  return { stream: values.stream, frames: count, time: seconds(begin), bytes, waits: [] };
}

const result = values.mode === "read" ? await read() : await append();
result.waits.sort((a, b) => a - b);
const at = (share) => (result.waits.length === 0 ? 0 : result.waits[Math.min(result.waits.length - 1, Math.floor(share * result.waits.length))]);
console.log(JSON.stringify({
  mode: values.mode, stream: result.stream, frames: result.frames, framesPerSecond: result.frames / result.time, bytesPerSecond: result.bytes / result.time,
  megabytesPerSecond: result.bytes / result.time / 1e6, p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1),
}));
await client.dispose();
process.exit(0);
