using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// From packet to tick: one touchline of every packet that counts, with the depth before it in mode 3, decoded straight into claimed slots. Allocates nothing and
/// throws for nothing that a server sends. One connection, one thread at a time.
/// </summary>
internal sealed class AngelTicks(FeedDoor door, AngelConnectionState state, AngelTarget[] targets)
{
    private AngelEventTime _eventTime;

    /// <param name="receivedTicks"><see cref="System.Diagnostics.Stopwatch"/> timestamp of when the frame's last byte came.</param>
    public StreamVerdict Take(ReadOnlySpan<byte> frame, Timestamp receivedAt, long receivedTicks)
    {
        AngelPacketReject reject = AngelPacket.Read(frame, out AngelPacket packet);
        if (reject != AngelPacketReject.None)
        {
            door.Count(ReasonOf(reject), -1, frame);
            return StreamVerdict.Rejected;
        }
        int key = state.Find(packet.Key);
        AngelMode mode = packet.Mode;
        if (key < 0 || mode == AngelMode.Depth20)
        {
            // A packet all right, but of nothing that was asked for: it neither breaks the connection nor proves that it brings what it should.
            door.Count(TickReject.NotSubscribed, -1, frame);
            return StreamVerdict.Control;
        }
        ref AngelTarget target = ref targets[key];
        target.Heard = true;
        if (packet.TrailingBytes > 0) door.Count(TickReject.TrailingBytes, target.Instrument, frame);

        bool usableTime = AngelEventTime.TryRead(packet.ExchangeTimeMs, receivedAt, out Timestamp at);
        AngelStep step = state.Step(key, packet, _eventTime.DayOf(at));
        if (step.Verdict != AngelVerdict.Accept)
        {
            door.Count(step.Verdict == AngelVerdict.DropDuplicate ? TickReject.Duplicate : TickReject.Late, target.Instrument, frame);
            return StreamVerdict.Data;
        }
        if (!usableTime) door.Count(TickReject.BadExchangeTime, target.Instrument, frame);
        if (step.VolumeFell) door.Count(TickReject.VolumeFell, target.Instrument, frame);

        TickReject problem = Publish(packet, mode, in target, at, receivedAt, receivedTicks, frame);
        if (problem != TickReject.None) door.Count(problem, target.Instrument, frame);
        return StreamVerdict.Data;
    }

    private TickReject Publish(
        in AngelPacket packet, AngelMode mode, in AngelTarget target, Timestamp at, Timestamp receivedAt, long receivedTicks, ReadOnlySpan<byte> frame)
    {
        byte exchange = packet.ExchangeType;
        long wirePrice = packet.LastPrice;
        if (wirePrice == 0) return TickReject.NoTradeYet;
        if (!AngelPrice.TryConvert(exchange, wirePrice, out Price last)) return TickReject.BadPrice;

        var tick = new TouchlineTick { Last = last };
        TickFields fields = TickFields.Last;
        long volume = -1;
        if (mode != AngelMode.Ltp)
        {
            long quantity = packet.LastQuantity;
            volume = packet.Volume;
            if ((ulong)quantity > int.MaxValue || volume < 0) return TickReject.BadQuantity;
            if (!target.IsIndex)
            {
                (tick.LastQuantity, tick.Volume) = ((int)quantity, volume);
                fields |= quantity > 0 ? TickFields.LastQuantity | TickFields.Volume : TickFields.Volume;
            }
        }
        if (mode != AngelMode.SnapQuote || target.IsIndex)
        {
            if (door.Wants(target.Instrument, volume, at)) Touchline(in tick, fields, in target, at, receivedAt, receivedTicks);
            return TickReject.None;
        }

        if (target.IsDerivative)
        {
            long openInterest = packet.OpenInterest;
            if (openInterest < 0) door.Count(TickReject.BadField, target.Instrument, frame);
            else (tick.OpenInterest, fields) = (openInterest, fields | TickFields.OpenInterest);
        }
        var book = new AngelBook { Last = last };
        TickReject problem = book.Read(packet.BestFive, exchange);
        if (problem != TickReject.None) return problem;
        if (book.IgnoredLevels > 0) door.Count(TickReject.IgnoredLevels, target.Instrument, frame);
        // A level so far from the last price that its distance does not fit: the touch still counts, the depth does not.
        if (!book.Fits) door.Count(TickReject.BadField, target.Instrument, frame);
        if (book.HasBid) (tick.Bid, tick.BidQuantity, fields) = (book.Bid, book.BidQuantity, fields | TickFields.Bid);
        if (book.HasAsk) (tick.Ask, tick.AskQuantity, fields) = (book.Ask, book.AskQuantity, fields | TickFields.Ask);
        if (!door.Wants(target.Instrument, volume, at)) return TickReject.None;
        if (!book.Fits)
        {
            Touchline(in tick, fields, in target, at, receivedAt, receivedTicks);
            return TickReject.None;
        }

        long highest = door.Claim(2);
        ref InboundRecord depth = ref door[highest - 1];
        depth.Header = Header(InboundKind.Depth, TickFields.None, in target, at, receivedAt);
        depth.Depth.Reference = last;
        depth.Depth.Bids = book.Bids;
        depth.Depth.Asks = book.Asks;
        ref InboundRecord touch = ref door[highest];
        touch.Header = Header(InboundKind.Touchline, fields, in target, at, receivedAt);
        touch.Touchline = tick;
        door.Publish(highest - 1, highest, receivedTicks);
        return TickReject.None;
    }

    private void Touchline(in TouchlineTick tick, TickFields fields, in AngelTarget target, Timestamp at, Timestamp receivedAt, long receivedTicks)
    {
        long sequence = door.Claim(1);
        ref InboundRecord record = ref door[sequence];
        record.Header = Header(InboundKind.Touchline, fields, in target, at, receivedAt);
        record.Touchline = tick;
        door.Publish(sequence, sequence, receivedTicks);
    }

    private static InboundHeader Header(InboundKind kind, TickFields fields, in AngelTarget target, Timestamp at, Timestamp receivedAt) => new()
    {
        Kind = kind,
        Flags = (byte)fields,
        Source = InboundSource.Feed,
        Instrument = target.Instrument,
        ExchangeTime = at,
        ArrivalTime = receivedAt,
    };

    private static TickReject ReasonOf(AngelPacketReject reject) => reject switch
    {
        AngelPacketReject.EmptyFrame => TickReject.EmptyFrame,
        AngelPacketReject.UnknownMode => TickReject.UnknownMode,
        AngelPacketReject.Truncated => TickReject.Truncated,
        AngelPacketReject.UnknownExchange => TickReject.UnknownExchange,
        AngelPacketReject.EmptyToken => TickReject.EmptyToken,
        _ => TickReject.BadToken,
    };
}
