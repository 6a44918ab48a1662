using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// A market-data packet, read where it lies. Integers are as sent: negative, zero and huge values are legal, prices are in the wire's unit
/// (<see cref="AngelPrice"/>). A field that the packet's mode does not have throws <see cref="ArgumentOutOfRangeException"/>; ask <see cref="Mode"/> first.
/// </summary>
public readonly ref struct AngelPacket
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly AngelKey _key;
    private readonly int _tokenLength;

    private AngelPacket(ReadOnlySpan<byte> bytes, AngelKey key, int tokenLength, int trailing)
    {
        _bytes = bytes;
        _key = key;
        _tokenLength = tokenLength;
        TrailingBytes = trailing;
    }

    /// <summary>Why the frame is no packet, or <see cref="AngelPacketReject.None"/>.</summary>
    public static AngelPacketReject Check(ReadOnlySpan<byte> frame) => Read(frame, out _);

    /// <summary>Reads a whole binary message. The packet points into the frame and lives no longer than it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AngelPacketReject Read(ReadOnlySpan<byte> frame, out AngelPacket packet)
    {
        packet = default;
        if (frame.IsEmpty) return AngelPacketReject.EmptyFrame;
        int size = AngelLayout.SizeOf(frame[AngelLayout.Mode]);
        if (size == 0) return AngelPacketReject.UnknownMode;
        if (frame.Length < size) return AngelPacketReject.Truncated;
        byte exchange = frame[AngelLayout.Exchange];
        if (!AngelExchange.IsKnown(exchange)) return AngelPacketReject.UnknownExchange;

        ReadOnlySpan<byte> token = frame.Slice(AngelLayout.Token, AngelLayout.TokenLength);
        if (AngelKey.TryShort(token, exchange, out AngelKey key))
        {
            packet = new AngelPacket(frame[..size], key, 0, frame.Length - size);
            return AngelPacketReject.None;
        }
        return ReadOddToken(frame, size, token, exchange, out packet);
    }

    public AngelMode Mode => (AngelMode)_bytes[AngelLayout.Mode];

    public byte ExchangeType => _bytes[AngelLayout.Exchange];

    /// <summary>The token's letters, without padding.</summary>
    public ReadOnlySpan<byte> Token
    {
        get
        {
            ReadOnlySpan<byte> token = _bytes.Slice(AngelLayout.Token, AngelLayout.TokenLength);
            return token[..(_tokenLength > 0 ? _tokenLength : token.IndexOf((byte)0))];
        }
    }

    public string TokenText => Encoding.ASCII.GetString(Token);

    /// <summary>Bytes after the packet, which were not read.</summary>
    public int TrailingBytes { get; }

    internal AngelKey Key
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _key;
    }

    /// <summary>Modes 1 to 3. Meaningless for indices.</summary>
    public long Sequence => Field(AngelLayout.Sequence);

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long ExchangeTimeMs => Mode == AngelMode.Depth20 ? Int64(AngelLayout.DepthExchangeTime) : Int64(AngelLayout.ExchangeTime);

    /// <summary>Mode 4; documented as a dummy.</summary>
    public long PacketReceivedTime => Mode == AngelMode.Depth20 ? Int64(AngelLayout.DepthPacketTime) : throw Absent();

    public long LastPrice => Field(AngelLayout.LastPrice);
    public long LastQuantity => Field(AngelLayout.LastQuantity);
    public long AveragePrice => Field(AngelLayout.AveragePrice);

    /// <summary>Cumulative, of the day, in units.</summary>
    public long Volume => Field(AngelLayout.Volume);

    /// <summary>Null when the server sent no number, or one below zero.</summary>
    public double? TotalBuyQuantity => Total(AngelLayout.TotalBuy);
    public double? TotalSellQuantity => Total(AngelLayout.TotalSell);

    public long Open => Field(AngelLayout.Open);
    public long High => Field(AngelLayout.High);
    public long Low => Field(AngelLayout.Low);

    /// <summary>Of the day before.</summary>
    public long Close => Field(AngelLayout.Close);

    /// <summary>Mode 3: seconds since 1970-01-01 UTC.</summary>
    public long LastTradeTime => Field(AngelLayout.LastTradeTime);

    /// <summary>Mode 3: units.</summary>
    public long OpenInterest => Field(AngelLayout.OpenInterest);

    /// <summary>Mode 3: arbitrary bits of a field that is documented as a dummy.</summary>
    public long OpenInterestChangeBits => Field(AngelLayout.OpenInterestChange);
    public long UpperCircuit => Field(AngelLayout.UpperCircuit);
    public long LowerCircuit => Field(AngelLayout.LowerCircuit);
    public long YearHigh => Field(AngelLayout.YearHigh);
    public long YearLow => Field(AngelLayout.YearLow);

    /// <summary>Mode 3: levels whose flag is neither buy nor sell.</summary>
    public int IgnoredLevels
    {
        get
        {
            int ignored = 0;
            if (Mode == AngelMode.SnapQuote)
                foreach (ref readonly AngelLayout.BestFiveLevel level in BestFive)
                    if (level.Flag is not (AngelLayout.BuyFlag or AngelLayout.SellFlag)) ignored++;
            return ignored;
        }
    }

    /// <summary>Levels of one side in the packet's order, empty ones among them. Mode 3: none to ten, by flag; mode 4: twenty; else none.</summary>
    /// <param name="into">Room for twenty.</param>
    /// <returns>How many were written.</returns>
    public int Levels(AngelSide side, Span<AngelLevel> into)
    {
        int count = 0;
        if (Mode == AngelMode.SnapQuote)
        {
            int wanted = side == AngelSide.Buy ? AngelLayout.BuyFlag : AngelLayout.SellFlag;
            foreach (ref readonly AngelLayout.BestFiveLevel level in BestFive)
                if (level.Flag == wanted) into[count++] = new AngelLevel(level.Quantity, level.Price, level.Orders);
        }
        else if (Mode == AngelMode.Depth20)
        {
            ReadOnlySpan<byte> levels = _bytes[(side == AngelSide.Buy ? AngelLayout.DepthBuys : AngelLayout.DepthSells)..];
            for (; count < AngelLayout.DepthLevels; count++)
            {
                ReadOnlySpan<byte> level = levels.Slice(count * AngelLayout.DepthLevelLength, AngelLayout.DepthLevelLength);
                // The count of orders reaches above 32,767.
                into[count] = new AngelLevel(
                    BinaryPrimitives.ReadInt32LittleEndian(level), BinaryPrimitives.ReadInt32LittleEndian(level[4..]), BinaryPrimitives.ReadUInt16LittleEndian(level[8..]));
            }
        }
        return count;
    }

    internal ReadOnlySpan<AngelLayout.BestFiveLevel> BestFive =>
        MemoryMarshal.Cast<byte, AngelLayout.BestFiveLevel>(_bytes.Slice(AngelLayout.BestFive, AngelLayout.BestFiveLevels * AngelLayout.BestFiveLevelLength));

    /// <summary>The packet without what trails it.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    private static AngelPacketReject ReadOddToken(ReadOnlySpan<byte> frame, int size, ReadOnlySpan<byte> token, byte exchange, out AngelPacket packet)
    {
        packet = default;
        int end = token.IndexOf((byte)0);
        if (end >= 0) token = token[..end];
        token = token.TrimEnd((byte)' ');
        if (token.IsEmpty) return AngelPacketReject.EmptyToken;
        if (token.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) >= 0) return AngelPacketReject.BadToken;
        packet = new AngelPacket(frame[..size], AngelKey.Of(token, exchange), token.Length, frame.Length - size);
        return AngelPacketReject.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Int64(int offset) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.Slice(offset, sizeof(long)));

    // Depth of twenty is laid out differently: the same offsets mean something else there.
    private long Field(int offset) => Mode == AngelMode.Depth20 ? throw Absent() : Int64(offset);

    private double? Total(int offset)
    {
        if (Mode == AngelMode.Depth20) throw Absent();
        double total = BinaryPrimitives.ReadDoubleLittleEndian(_bytes.Slice(offset, sizeof(double)));
        return double.IsFinite(total) && total >= 0 ? total : null;
    }

    private static ArgumentOutOfRangeException Absent() => new(null, "the packet's mode has no such field");
}
