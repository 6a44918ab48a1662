using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// From a state to the ring. The exchange sends no time, so a tick's time is when it was received, by the session's estimate of the exchange's clock. A tick that cannot be true is counted and
/// kept out; one price that is not there is simply absent.
/// </summary>
internal sealed class TickMaker(FeedDoor door, ScripFeed[] scrips)
{
    /// <summary>Publishes what a frame changed; false when it made no tick (then it is counted).</summary>
    public bool Publish(ShoonyaKey key, ShoonyaFamily family, ShoonyaState state, in StreamMessage message)
    {
        ScripFeed scrip = scrips[key.Instrument];
        int decimals = PriceText.DecimalsOf(state, scrip.Decimals);
        TouchlineTick tick = default;
        TickReject reject = ReadTouch(state, scrip, decimals, message.ReceivedAt, ref tick, out TickFields fields);
        DepthTick depth = default;
        bool levels = false;
        if (reject == TickReject.None && family == ShoonyaFamily.Depth) reject = ReadDepth(state, decimals, tick.Last, ref depth, out levels);
        if (reject != TickReject.None)
        {
            door.Count(reject, scrip.Id, message.Bytes);
            return false;
        }
        long volume = (fields & TickFields.Volume) != 0 ? tick.Volume : -1;
        Timestamp at = door.ExchangeTimeOf(message.ReceivedAt);
        if (!door.Wants(scrip.Id, volume, at)) return false;
        int slots = levels ? 2 : 1;
        long last = door.Claim(slots);
        if (levels)
        {
            ref InboundRecord book = ref door[last - 1];
            book.Header = Header(InboundKind.Depth, TickFields.None, scrip.Id, at, message.ReceivedAt);
            book.Depth = depth;
        }
        ref InboundRecord record = ref door[last];
        record.Header = Header(InboundKind.Touchline, fields, scrip.Id, at, message.ReceivedAt);
        record.Touchline = tick;
        door.Publish(last - slots + 1, last, message.ReceivedTicks);
        return true;
    }

    private static InboundHeader Header(InboundKind kind, TickFields fields, int instrument, Timestamp at, Timestamp receivedAt) => new()
    {
        Kind = kind, Flags = (byte)fields, Source = InboundSource.Feed, Instrument = instrument, ExchangeTime = at, ArrivalTime = receivedAt,
    };

    private static TickReject ReadTouch(ShoonyaState state, ScripFeed scrip, int decimals, Timestamp at, ref TouchlineTick tick, out TickFields fields)
    {
        fields = TickFields.Last;
        switch (PriceText.Read(state[FieldNames.Lp], decimals, out tick.Last))
        {
            case PriceReading.Absent: return TickReject.NoTradeYet;
            case PriceReading.Bad: return TickReject.BadPrice;
        }
        // Before anything is refused, so that a tick that is kept out loses no volume for the next one.
        if (!TryQuantity(state[FieldNames.V], out long volume)) return TickReject.BadQuantity;
        if (volume >= 0)
        {
            fields |= TickFields.Volume;
            tick.Volume = volume;
            long traded = scrip.RiseTo(volume, at);
            if (traded > int.MaxValue) return TickReject.BadQuantity;
            if (traded >= 0) (fields, tick.LastQuantity) = (fields | TickFields.LastQuantity, (int)traded);
        }
        if (!TryQuantity(state[FieldNames.Oi], out long open)) return TickReject.BadQuantity;
        if (open >= 0) (fields, tick.OpenInterest) = (fields | TickFields.OpenInterest, open);

        TickReject bid = ReadSide(state[FieldNames.Bp1], state[FieldNames.Bq1], decimals, out tick.Bid, out tick.BidQuantity);
        if (bid != TickReject.None) return bid;
        TickReject ask = ReadSide(state[FieldNames.Sp1], state[FieldNames.Sq1], decimals, out tick.Ask, out tick.AskQuantity);
        if (ask != TickReject.None) return ask;
        if (tick.Bid.Units > 0) fields |= TickFields.Bid;
        if (tick.Ask.Units > 0) fields |= TickFields.Ask;
        return TickReject.None;
    }

    /// <summary>A price that is absent, or of which nothing is offered, is zero; where the quantity is not told, the price stands alone.</summary>
    private static TickReject ReadSide(ReadOnlySpan<byte> priceText, ReadOnlySpan<byte> quantityText, int decimals, out Price price, out int quantity)
    {
        quantity = 0;
        if (PriceText.Read(priceText, decimals, out price) == PriceReading.Bad) return TickReject.BadPrice;
        if (!TryQuantity(quantityText, out long units) || units > int.MaxValue) return TickReject.BadQuantity;
        if (units > 0) quantity = (int)units;
        if (units == 0) price = Price.Zero;
        return TickReject.None;
    }

    /// <summary>Levels that are there, the best first; a level needs price and quantity.</summary>
    private static TickReject ReadDepth(ShoonyaState state, int decimals, Price reference, ref DepthTick depth, out bool levels)
    {
        depth.Reference = reference;
        levels = false;
        int bids = 0, asks = 0;
        for (int level = 0; level < DepthTick.Levels; level++)
        {
            TickReject bid = Add(state, FieldNames.Bp1 + level, FieldNames.Bq1 + level, decimals, reference, ref depth.Bids, ref bids, ref levels);
            if (bid != TickReject.None) return bid;
            TickReject ask = Add(state, FieldNames.Sp1 + level, FieldNames.Sq1 + level, decimals, reference, ref depth.Asks, ref asks, ref levels);
            if (ask != TickReject.None) return ask;
        }
        return TickReject.None;
    }

    private static TickReject Add(
        ShoonyaState state, int priceSlot, int quantitySlot, int decimals, Price reference, ref DepthSide side, ref int count, ref bool levels)
    {
        // An empty side is news too, so a frame with level fields makes a book even when all of them are empty.
        levels |= state.Has(priceSlot);
        TickReject reject = ReadSide(state[priceSlot], state[quantitySlot], decimals, out Price price, out int quantity);
        if (reject != TickReject.None) return reject;
        if (price.Units == 0 || quantity == 0) return TickReject.None;
        long offset = price.Units - reference.Units;
        if (offset != (int)offset) return TickReject.BadPrice;
        DepthLevels.Add(ref side, ref count, new DepthLevel { Offset = (int)offset, Quantity = quantity });
        return TickReject.None;
    }

    /// <summary>-1 when absent; false for a quantity that is no count.</summary>
    private static bool TryQuantity(ReadOnlySpan<byte> text, out long units)
    {
        units = -1;
        return text.IsEmpty || (DecimalText.TryWhole(text, out units) && units >= 0);
    }
}
