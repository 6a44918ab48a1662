using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Packs records into one block: differences from the instrument's previous record as variable-length integers, prices in ticks where
/// they lie on the tick. The layout stands in this folder's README.
/// </summary>
internal sealed class BlockEncoder
{
    public const uint Magic = 0x4B4C4252; // "RBLK"
    public const int FrameLength = 32;
    public const int MaxPayload = 64 * 1024;
    /// <summary>No record takes more bytes than this.</summary>
    public const int MaxRecord = 256;

    private readonly byte[] _bytes = new byte[FrameLength + MaxPayload + sizeof(ulong)];
    private InstrumentState[] _states = [];
    private int _position = FrameLength;
    private Timestamp _first;
    private Timestamp _last;
    private long _latency;

    public int Count { get; private set; }

    public Timestamp First => _first;

    public bool IsFull => _position + MaxRecord > FrameLength + MaxPayload;

    public void AddInstrument(Instrument instrument)
    {
        Array.Resize(ref _states, instrument.Id + 1);
        _states[instrument.Id].Tick = instrument.TickSize.Units;
    }

    public void Add(in InboundRecord record)
    {
        ref readonly InboundHeader header = ref record.Header;
        if (Count++ == 0) _first = _last = header.ExchangeTime;
        ref InstrumentState state = ref _states[header.Instrument];
        long elapsed = header.ExchangeTime - _last;
        int unit = UnitOf(elapsed);
        long latency = header.ArrivalTime - header.ExchangeTime;
        ref byte known = ref header.Kind == InboundKind.Touchline ? ref state.TouchFlags : ref state.OtherFlags;
        bool sameFlags = header.Flags == known;

        _bytes[_position++] = (byte)((int)header.Kind - 1 | unit << Tag.UnitShift
            | (latency == 0 ? Tag.ArrivalIsExchange : 0) | (sameFlags ? Tag.SameFlags : 0));
        Unsigned((ulong)header.Instrument);
        Unsigned((ulong)(elapsed / Tag.Units[unit]));
        if (latency != 0)
        {
            Signed(latency - _latency);
            _latency = latency;
        }
        if (!sameFlags) _bytes[_position++] = known = header.Flags;
        _last = header.ExchangeTime;

        switch (header.Kind)
        {
            case InboundKind.Touchline: AddTouchline(ref state, record.Touchline, (TickFields)header.Flags); break;
            case InboundKind.Trade: AddTrade(ref state, record.Trade); break;
            case InboundKind.Depth: AddDepth(ref state, record.Depth); break;
            default: AddBar(ref state, record.Bar, header.ExchangeTime); break;
        }
    }

    /// <summary>The block's bytes, valid until the next <see cref="Add"/>; the encoder is then empty.</summary>
    public ReadOnlySpan<byte> Finish(uint number)
    {
        Span<byte> frame = _bytes;
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], _position - FrameLength);
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], Count);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[12..], number);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], _first.UnixNanos);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], _last.UnixNanos);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[_position..], XxHash3.HashToUInt64(frame[.._position]));
        int length = _position + sizeof(ulong);
        _position = FrameLength;
        _latency = 0;
        Count = 0;
        InstrumentState.Clear(_states);
        return _bytes.AsSpan(0, length);
    }

    private void AddTouchline(ref InstrumentState state, in TouchlineTick tick, TickFields fields)
    {
        ref TouchlineTick old = ref state.Touch;
        int mask = 0;
        if ((fields & TickFields.Last) != 0 && tick.Last != old.Last) mask |= 1;
        if ((fields & TickFields.Bid) != 0)
        {
            if (tick.Bid != old.Bid) mask |= 2;
            if (tick.BidQuantity != old.BidQuantity) mask |= 4;
        }
        if ((fields & TickFields.Ask) != 0)
        {
            if (tick.Ask != old.Ask) mask |= 8;
            if (tick.AskQuantity != old.AskQuantity) mask |= 16;
        }
        if ((fields & TickFields.LastQuantity) != 0 && tick.LastQuantity != old.LastQuantity) mask |= 32;
        if ((fields & TickFields.Volume) != 0 && tick.Volume != old.Volume) mask |= 64;
        if ((fields & TickFields.OpenInterest) != 0 && tick.OpenInterest != old.OpenInterest) mask |= 128;
        _bytes[_position++] = (byte)mask;

        if ((mask & 1) != 0) { PriceStep(tick.Last - old.Last, state.Tick); old.Last = tick.Last; }
        if ((mask & 2) != 0) { PriceStep(tick.Bid - old.Bid, state.Tick); old.Bid = tick.Bid; }
        if ((mask & 4) != 0) { Signed((long)tick.BidQuantity - old.BidQuantity); old.BidQuantity = tick.BidQuantity; }
        if ((mask & 8) != 0) { PriceStep(tick.Ask - old.Ask, state.Tick); old.Ask = tick.Ask; }
        if ((mask & 16) != 0) { Signed((long)tick.AskQuantity - old.AskQuantity); old.AskQuantity = tick.AskQuantity; }
        if ((mask & 32) != 0) { Signed((long)tick.LastQuantity - old.LastQuantity); old.LastQuantity = tick.LastQuantity; }
        if ((mask & 64) != 0) { Signed(tick.Volume - old.Volume); old.Volume = tick.Volume; }
        if ((mask & 128) != 0) { Signed(tick.OpenInterest - old.OpenInterest); old.OpenInterest = tick.OpenInterest; }
    }

    private void AddTrade(ref InstrumentState state, in TradeTick trade)
    {
        PriceStep(new Price(trade.Price.Units - state.TradePrice), state.Tick);
        Signed(trade.Quantity);
        Signed(trade.Aggressor);
        state.TradePrice = trade.Price.Units;
    }

    private void AddDepth(ref InstrumentState state, in DepthTick depth)
    {
        ref DepthTick old = ref state.Depth;
        PriceStep(depth.Reference - old.Reference, state.Tick);
        old.Reference = depth.Reference;
        int mask = 0;
        for (int i = 0; i < DepthTick.Levels; i++)
        {
            if (Differs(depth.Bids[i], old.Bids[i])) mask |= 1 << i;
            if (Differs(depth.Asks[i], old.Asks[i])) mask |= 1 << DepthTick.Levels + i;
        }
        Unsigned((ulong)mask);
        for (int i = 0; i < DepthTick.Levels; i++)
            if ((mask & 1 << i) != 0) Level(ref old.Bids[i], depth.Bids[i], state.Tick);
        for (int i = 0; i < DepthTick.Levels; i++)
            if ((mask & 1 << DepthTick.Levels + i) != 0) Level(ref old.Asks[i], depth.Asks[i], state.Tick);
    }

    private void Level(ref DepthLevel old, in DepthLevel level, long tick)
    {
        PriceStep(new Price((long)level.Offset - old.Offset), tick);
        Signed((long)level.Quantity - old.Quantity);
        old = level;
    }

    private void AddBar(ref InstrumentState state, in HistoryBar bar, Timestamp end)
    {
        Unsigned((ulong)(uint)bar.IntervalMinutes);
        Signed(end - bar.Start - bar.IntervalMinutes * Timestamp.NanosPerMinute);
        PriceStep(new Price(bar.Open.Units - state.BarClose), state.Tick);
        PriceStep(bar.High - bar.Open, state.Tick);
        PriceStep(bar.Low - bar.Open, state.Tick);
        PriceStep(bar.Close - bar.Open, state.Tick);
        Signed(bar.Volume);
        Signed(bar.OpenInterest - state.BarOpenInterest);
        state.BarClose = bar.Close.Units;
        state.BarOpenInterest = bar.OpenInterest;
    }

    private static bool Differs(in DepthLevel a, in DepthLevel b) => a.Offset != b.Offset || a.Quantity != b.Quantity;

    private static int UnitOf(long nanos)
    {
        if (nanos % 1_000 != 0) return 0;
        if (nanos % 1_000_000 != 0) return 1;
        return nanos % 1_000_000_000 != 0 ? 2 : 3;
    }

    /// <summary>A whole number of ticks as an even value, anything else in price units as an odd one.</summary>
    private void PriceStep(Price difference, long tick)
    {
        const long Widest = 1L << 61;
        if (difference.Units is < -Widest or > Widest)
            throw new ArgumentException($"price step {difference} is too wide for a recording", nameof(difference));
        (long ticks, long rest) = Math.DivRem(difference.Units, tick);
        Unsigned(rest == 0 ? ZigZag(ticks) << 1 : ZigZag(difference.Units) << 1 | 1);
    }

    private void Signed(long value) => Unsigned(ZigZag(value));

    private static ulong ZigZag(long value) => (ulong)(value << 1 ^ value >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Unsigned(ulong value)
    {
        byte[] bytes = _bytes;
        int position = _position;
        while (value >= 0x80)
        {
            bytes[position++] = (byte)(value | 0x80);
            value >>= 7;
        }
        bytes[position++] = (byte)value;
        _position = position;
    }
}
