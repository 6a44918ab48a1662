using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>What a capital is held against: instruments, a price of each and of what it is on, and the day they are of.</summary>
/// <param name="Last">Zero where no price is known.</param>
/// <param name="Underlying">Zero where none is known, and for what is on nothing.</param>
/// <param name="Source">For people: where instruments and prices are from.</param>
internal sealed record FeasibleMarket(Instrument[] Instruments, Price[] Last, Price[] Underlying, DateOnly Day, string Source)
{
    /// <summary>The instruments of a recording at their last prices.</summary>
    public static FeasibleMarket Recorded(string path)
    {
        using RecordingReader reader = RecordingReader.Open(path);
        Instrument[] instruments = [.. reader.Instruments];
        if (reader.Header.Counts.Total == 0) throw new UsageException($"{path}: the recording holds no record; import a source that has some");
        Price[] last = new Price[instruments.Length];
        InboundRecord record = default;
        while (reader.TryRead(ref record))
        {
            Price price = record.Header.Kind switch
            {
                InboundKind.Touchline when ((TickFields)record.Header.Flags & TickFields.Last) != 0 => record.Touchline.Last,
                InboundKind.Trade => record.Trade.Price,
                InboundKind.Bar => record.Bar.Close,
                _ => Price.Zero,
            };
            if (price.Units > 0) last[record.Header.Instrument] = price;
        }
        DateOnly day = Ist.DateOf(reader.Header.Last);
        return new(instruments, last, UnderlyingPrices(instruments, last), day, $"{Path.GetFileName(path)}, last prices of {day:yyyy-MM-dd}");
    }

    /// <summary>The same with the prices of a list in place of its own.</summary>
    public FeasibleMarket With(PriceList prices)
    {
        Price[] last = [.. Last], underlying = [.. Underlying];
        for (int i = 0; i < Instruments.Length; i++)
        {
            if (prices.Find(Instruments[i].Symbol) is { } own) last[i] = own;
            if (Instruments[i].Underlying.Length > 0 && prices.Find(Instruments[i].Underlying) is { } on) underlying[i] = on;
        }
        return this with { Last = last, Underlying = underlying, Source = $"{Source}; {prices.Used} of {Count.Of(prices.Total, "price")} from {prices.File}" };
    }

    /// <summary>Of each derivative: the index or share of its underlying's name, else the future that expires first.</summary>
    public static Price[] UnderlyingPrices(Instrument[] instruments, Price[] last)
    {
        SortedDictionary<string, (DateOnly Expiry, Price Price)> found = new(StringComparer.Ordinal);
        for (int i = 0; i < instruments.Length; i++)
        {
            Instrument each = instruments[i];
            if (last[i].Units <= 0 || each.Kind == InstrumentKind.Option) continue;
            (string name, DateOnly expiry) = each.Kind == InstrumentKind.Future ? (each.Underlying, each.Expiry ?? DateOnly.MaxValue) : (each.Symbol, DateOnly.MinValue);
            if (!found.TryGetValue(name, out (DateOnly Expiry, Price Price) known) || expiry < known.Expiry) found[name] = (expiry, last[i]);
        }
        return [.. instruments.Select(each => each.Underlying.Length > 0 && found.TryGetValue(each.Underlying, out (DateOnly Expiry, Price Price) on) ? on.Price : Price.Zero)];
    }
}
