// Judges a server by the answers that the vendor's client makes of them. Any server will do: `run.sh check --server esdb://...`; all streams are new ones.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import {
  KurrentDBClient, jsonEvent, binaryEvent, ANY, NO_STREAM, STREAM_EXISTS, START, END, FORWARDS, BACKWARDS,
  WrongExpectedVersionError, StreamNotFoundError, StreamDeletedError, MaxAppendSizeExceededError,
} from "@kurrent/kurrentdb-client";

const { values } = parseArgs({ options: { server: { type: "string" }, user: { type: "string", default: "admin:changeit" } } });
const client = KurrentDBClient.connectionString(values.server);
const run = randomUUID().slice(0, 8);
const json = (n, id) => jsonEvent({ type: "counted", id, data: { n }, metadata: { from: "check" } });
// The client takes the simple call when it is given credentials (a server without users ignores them), the batch call otherwise.
const credentials = { username: values.user.split(":")[0], password: values.user.split(":")[1] };
const single = (stream, events, options) => client.appendToStream(stream, events, { ...options, credentials });
const batch = (stream, events, options) => client.appendToStream(stream, events, options);
const collect = async (stream, options) => {
  const all = [];
  for await (const resolved of client.readStream(stream, options)) all.push(resolved.event);
  return all;
};
const numbers = (events) => events.map((event) => Number(event.revision));

const cases = {
  async "append with the expected revision, read forwards and backwards"(stream) {
    const first = await single(stream, [json(0), json(1)], { streamState: NO_STREAM });
    assert.equal(first.nextExpectedRevision, 1n);
    assert.ok(first.position.commit > 0n || first.position.commit === 0n);
    const second = await single(stream, [json(2)], { streamState: 1n });
    assert.equal(second.nextExpectedRevision, 2n);
    const forwards = await collect(stream, { direction: FORWARDS, fromRevision: START });
    assert.deepEqual(numbers(forwards), [0, 1, 2]);
    assert.deepEqual(forwards.map((event) => event.data.n), [0, 1, 2]);
    assert.deepEqual(forwards[0].metadata, { from: "check" });
    assert.ok(forwards[0].isJson);
    assert.ok(Math.abs(Date.now() - forwards[0].created.getTime()) < 60_000);
    assert.deepEqual(numbers(await collect(stream, { direction: BACKWARDS, fromRevision: END })), [2, 1, 0]);
    assert.deepEqual(numbers(await collect(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })), [2]);
    assert.deepEqual(numbers(await collect(stream, { direction: FORWARDS, fromRevision: 1n, maxCount: 1 })), [1]);
  },
  async "a wrong expected revision names both"(stream) {
    await single(stream, [json(0)], { streamState: NO_STREAM });
    await assert.rejects(single(stream, [json(1)], { streamState: 5n }), (error) => {
      assert.ok(error instanceof WrongExpectedVersionError);
      assert.equal(error.actualState, 0n);
      assert.equal(error.expectedState, 5n);
      return true;
    });
    await assert.rejects(single(stream, [json(1)], { streamState: NO_STREAM }), WrongExpectedVersionError);
    await assert.rejects(single(stream + "-none", [json(1)], { streamState: STREAM_EXISTS }), WrongExpectedVersionError);
  },
  async "a batch append with an explicit revision, and its wrong revision"(stream) {
    const first = await batch(stream, [json(0), json(1)], { streamState: NO_STREAM });
    assert.equal(first.nextExpectedRevision, 1n);
    const many = await Promise.all(Array.from({ length: 50 }, (_, i) => batch(stream, [json(2 + i)], { streamState: BigInt(1 + i) })));
    assert.deepEqual(many.map((answer) => Number(answer.nextExpectedRevision)), Array.from({ length: 50 }, (_, i) => 2 + i));
    await assert.rejects(batch(stream, [json(1)], { streamState: 900n }), WrongExpectedVersionError);
  },
  async "a batch append larger than one request"(stream) {
    const events = Array.from({ length: 20 }, () => binaryEvent({ type: "b", data: new Uint8Array(20_000) }));
    const answer = await batch(stream, events, { streamState: NO_STREAM, batchAppendSize: 30_000 });
    assert.equal(answer.nextExpectedRevision, 19n);
  },
  async "the same ids with the same number are written once"(stream) {
    const events = [json(0, randomUUID()), json(1, randomUUID())];
    const first = await batch(stream, events, { streamState: NO_STREAM });
    const again = await batch(stream, events, { streamState: NO_STREAM });
    assert.deepEqual(again.nextExpectedRevision, first.nextExpectedRevision);
    assert.deepEqual(again.position, first.position);
    assert.equal((await collect(stream, { direction: FORWARDS, fromRevision: START })).length, 2);
  },
  async "binary events come back byte by byte"(stream) {
    const data = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
    await single(stream, [binaryEvent({ type: "b", data, metadata: Uint8Array.of(1, 2, 3) })], { streamState: NO_STREAM });
    const [event] = await collect(stream, { direction: FORWARDS, fromRevision: START });
    assert.equal(event.isJson, false);
    assert.deepEqual(Buffer.from(event.data), Buffer.from(data));
    assert.deepEqual(Buffer.from(event.metadata), Buffer.from([1, 2, 3]));
  },
  async "an append too large names the limit"(stream) {
    const large = [binaryEvent({ type: "b", data: new Uint8Array(1024 * 1024) })];
    await assert.rejects(single(stream, large, { streamState: NO_STREAM }), (error) => {
      assert.ok(error instanceof MaxAppendSizeExceededError, String(error));
      assert.equal(error.maxAppendSize, 1024 * 1024);
      return true;
    });
    await assert.rejects(batch(stream, large, { streamState: NO_STREAM }), MaxAppendSizeExceededError);
  },
  async "a missing stream is not found"(stream) {
    await assert.rejects(collect(stream, { direction: FORWARDS, fromRevision: START }), StreamNotFoundError);
    await assert.rejects(collect(stream, { direction: BACKWARDS, fromRevision: END }), StreamNotFoundError);
  },
  async "metadata hides at once"(stream) {
    await single(stream, Array.from({ length: 10 }, (_, i) => json(i)), { streamState: NO_STREAM });
    await client.setStreamMetadata(stream, { maxCount: 3 });
    assert.equal((await client.getStreamMetadata(stream)).metadata.maxCount, 3);
    assert.deepEqual(numbers(await collect(stream, { direction: FORWARDS, fromRevision: START })), [7, 8, 9]);
    await client.setStreamMetadata(stream, { truncateBefore: 8 });
    assert.deepEqual(numbers(await collect(stream, { direction: BACKWARDS, fromRevision: END })), [9, 8]);
  },
  async "a deleted stream goes on with its numbers"(stream) {
    await single(stream, Array.from({ length: 4 }, (_, i) => json(i)), { streamState: NO_STREAM });
    await assert.rejects(client.deleteStream(stream, { expectedRevision: 9n }), WrongExpectedVersionError);
    await client.deleteStream(stream, { expectedRevision: 3n });
    await assert.rejects(collect(stream, { direction: FORWARDS, fromRevision: START }), StreamNotFoundError);
    const answer = await single(stream, [json(4)], { streamState: NO_STREAM });
    assert.equal(answer.nextExpectedRevision, 4n);
    assert.deepEqual(numbers(await collect(stream, { direction: FORWARDS, fromRevision: START })), [4]);
  },
  async "a tombstoned stream is gone for ever"(stream) {
    await single(stream, [json(0)], { streamState: NO_STREAM });
    await client.tombstoneStream(stream, { expectedRevision: ANY });
    await assert.rejects(collect(stream, { direction: FORWARDS, fromRevision: START }), StreamDeletedError);
    await assert.rejects(single(stream, [json(1)], { streamState: ANY }), StreamDeletedError);
    await assert.rejects(batch(stream, [json(1)], { streamState: ANY }), (error) => error.type === "stream-deleted");
  },
  async "a subscription begins after its revision and goes on with new events"(stream) {
    await single(stream, [json(0), json(1), json(2)], { streamState: NO_STREAM });
    const subscription = client.subscribeToStream(stream, { fromRevision: 0n });
    const seen = [];
    let caughtUp = 0;
    subscription.on("caughtUp", () => caughtUp++);
    for await (const resolved of subscription) {
      seen.push(Number(resolved.event.revision));
      if (seen.length === 2) await single(stream, [json(3)], { streamState: 2n });
      if (seen.length === 3) break;
    }
    await subscription.unsubscribe();
    assert.deepEqual(seen, [1, 2, 3]);
  },
  async "all streams hold the events in order"(stream) {
    const { position } = await single(stream, [json(0), json(1)], { streamState: NO_STREAM });
    const newest = [];
    for await (const resolved of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 50 }))
      if (resolved.event.streamId === stream) newest.push(resolved.event);
    assert.deepEqual(numbers(newest), [1, 0]);
    assert.deepEqual(newest[0].position.commit, position.commit);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(cases)) {
  try {
    let timer;
    const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error("no end within 15 s")), 15_000); });
    await Promise.race([check(`check-${run}-${name.replaceAll(/[^a-z]+/g, "-")}`), late]);
    clearTimeout(timer);
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n        ${error?.stack ?? error}`);
  }
}
console.log(`${Object.keys(cases).length - failed} of ${Object.keys(cases).length} cases hold`);
await client.dispose();
process.exit(failed === 0 ? 0 : 1);
