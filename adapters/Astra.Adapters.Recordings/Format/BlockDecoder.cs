using System.Runtime.CompilerServices;
using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Unpacks the records of one block. The block's checksum is proven before; a payload that still makes no sense (another program wrote
/// it) ends in a <see cref="FormatException"/>, never in a read outside the buffer.
/// </summary>
internal sealed class BlockDecoder
{
    private readonly InstrumentState[] _states;
    private byte[] _bytes = [];
    private int _position;
    private int _end;
    private long _last;
    private long _latency;

    public BlockDecoder(IReadOnlyList<Instrument> instruments)
    {
        _states = new InstrumentState[instruments.Count];
        for (int id = 0; id < _states.Length; id++) _states[id].Tick = instruments[id].TickSize.Units;
    }

    /// <summary>Records not yet read.</summary>
    public int Left { get; private set; }

    /// <param name="bytes">Holds the payload from <paramref name="start"/> to <paramref name="end"/> and at least
    /// <see cref="BlockEncoder.MaxRecord"/> bytes more.</param>
    public void Start(byte[] bytes, int start, int end, int count, Timestamp first)
    {
        (_bytes, _position, _end, Left, _last, _latency) = (bytes, start, end, count, first.UnixNanos, 0);
        InstrumentState.Clear(_states);
    }

    public void Read(ref InboundRecord record)
    {
        int tag = _bytes[_position++];
        ulong id = Unsigned();
        if (id >= (ulong)_states.Length || (tag & Tag.Unused) != 0) throw new FormatException("a record of no known form");
        ref InstrumentState state = ref _states[id];
        _last += (long)Unsigned() * Tag.Units[tag >> Tag.UnitShift & Tag.UnitMask];
        long latency = 0;
        if ((tag & Tag.ArrivalIsExchange) == 0) latency = _latency += Signed();
        var kind = (InboundKind)((tag & Tag.KindMask) + 1);
        ref byte flags = ref kind == InboundKind.Touchline ? ref state.TouchFlags : ref state.OtherFlags;
        if ((tag & Tag.SameFlags) == 0) flags = _bytes[_position++];

        record.Header.Kind = kind;
        record.Header.Flags = flags;
        record.Header.Source = InboundSource.Feed;
        record.Header.Instrument = (int)id;
        record.Header.ExchangeTime = new Timestamp(_last);
        record.Header.ArrivalTime = new Timestamp(_last + latency);
        switch (kind)
        {
            case InboundKind.Touchline: ReadTouchline(ref state, (TickFields)flags, ref record.Touchline); break;
            case InboundKind.Trade: ReadTrade(ref state, ref record.Trade); break;
            case InboundKind.Depth: ReadDepth(ref state, ref record.Depth); break;
            default: ReadBar(ref state, ref record.Bar, record.Header.ExchangeTime); break;
        }
        Left--;
        if (_position > _end || Left == 0 && _position != _end) throw new FormatException("records and payload end at different bytes");
    }

    private void ReadTouchline(ref InstrumentState state, TickFields fields, ref TouchlineTick tick)
    {
        ref TouchlineTick now = ref state.Touch;
        int mask = _bytes[_position++];
        if ((mask & 1) != 0) now.Last += PriceStep(state.Tick);
        if ((mask & 2) != 0) now.Bid += PriceStep(state.Tick);
        if ((mask & 4) != 0) now.BidQuantity += (int)Signed();
        if ((mask & 8) != 0) now.Ask += PriceStep(state.Tick);
        if ((mask & 16) != 0) now.AskQuantity += (int)Signed();
        if ((mask & 32) != 0) now.LastQuantity += (int)Signed();
        if ((mask & 64) != 0) now.Volume += Signed();
        if ((mask & 128) != 0) now.OpenInterest += Signed();

        const TickFields All = TickFields.Last | TickFields.Bid | TickFields.Ask | TickFields.LastQuantity | TickFields.Volume | TickFields.OpenInterest;
        tick = now;
        if ((fields & All) != All) Blank(fields, ref tick);
    }

    /// <summary>What a tick does not carry is zero in the record; its last value stays known for the next tick that does.</summary>
    private static void Blank(TickFields fields, ref TouchlineTick tick)
    {
        if ((fields & TickFields.Last) == 0) tick.Last = Price.Zero;
        if ((fields & TickFields.Bid) == 0) (tick.Bid, tick.BidQuantity) = (Price.Zero, 0);
        if ((fields & TickFields.Ask) == 0) (tick.Ask, tick.AskQuantity) = (Price.Zero, 0);
        if ((fields & TickFields.LastQuantity) == 0) tick.LastQuantity = 0;
        if ((fields & TickFields.Volume) == 0) tick.Volume = 0;
        if ((fields & TickFields.OpenInterest) == 0) tick.OpenInterest = 0;
    }

    private void ReadTrade(ref InstrumentState state, ref TradeTick trade)
    {
        state.TradePrice += PriceStep(state.Tick).Units;
        trade.Price = new Price(state.TradePrice);
        trade.Quantity = (int)Signed();
        trade.Aggressor = (int)Signed();
    }

    private void ReadDepth(ref InstrumentState state, ref DepthTick depth)
    {
        ref DepthTick now = ref state.Depth;
        now.Reference += PriceStep(state.Tick);
        ulong mask = Unsigned();
        for (int i = 0; i < DepthTick.Levels; i++)
            if ((mask & 1ul << i) != 0) Level(ref now.Bids[i], state.Tick);
        for (int i = 0; i < DepthTick.Levels; i++)
            if ((mask & 1ul << DepthTick.Levels + i) != 0) Level(ref now.Asks[i], state.Tick);
        depth = now;
    }

    private void Level(ref DepthLevel level, long tick)
    {
        level.Offset += (int)PriceStep(tick).Units;
        level.Quantity += (int)Signed();
    }

    private void ReadBar(ref InstrumentState state, ref HistoryBar bar, Timestamp end)
    {
        bar.IntervalMinutes = (int)Unsigned();
        bar.Start = end - bar.IntervalMinutes * Timestamp.NanosPerMinute - Signed();
        bar.Open = new Price(state.BarClose) + PriceStep(state.Tick);
        bar.High = bar.Open + PriceStep(state.Tick);
        bar.Low = bar.Open + PriceStep(state.Tick);
        bar.Close = bar.Open + PriceStep(state.Tick);
        bar.Volume = Signed();
        bar.OpenInterest = state.BarOpenInterest += Signed();
        bar.Reserved = 0;
        state.BarClose = bar.Close.Units;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Price PriceStep(long tick)
    {
        ulong value = Unsigned();
        long step = UnZigZag(value >> 1);
        return new Price((value & 1) == 0 ? step * tick : step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Signed() => UnZigZag(Unsigned());

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Unsigned()
    {
        byte first = _bytes[_position++];
        return first < 0x80 ? first : Longer(first);
    }

    private ulong Longer(byte first)
    {
        ulong value = first & 0x7Ful;
        for (int shift = 7; shift < 70; shift += 7)
        {
            byte next = _bytes[_position++];
            value |= (next & 0x7Ful) << shift;
            if (next < 0x80) return value;
        }
        throw new FormatException("a number of more than ten bytes");
    }
}
