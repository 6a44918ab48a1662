using Astra.Adapters.Recordings;
using Astra.Costs;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>What the shipped contract facts say about the instrument of one trade.</summary>
/// <param name="Underlying">Null when the instrument's name does not tell one that is known.</param>
/// <param name="IsStock">Its lots and price bands change often: they are no ground to refuse a trade.</param>
/// <param name="Tick">Price step; the usual one of the segment when <paramref name="TickAssumed"/>.</param>
/// <param name="MostPerOrder">Units of the largest order; the largest long when none is known.</param>
internal sealed record TradeContract(string? Underlying, bool IsStock, Price Tick, bool TickAssumed, long MostPerOrder)
{
    /// <summary>Days after a trade on which its contract may expire: near, next and far month.</summary>
    private static readonly int[] ExpiryDays = [0, 35, 100];

    private static ContractSpecs Specs => ShippedFacts.Specs;

    public static TradeContract Of(TradeGroup group)
    {
        string segment = group.Segment.ToUpperInvariant();
        bool option = segment.EndsWith("_OPT", StringComparison.Ordinal), counted = segment.StartsWith("COM_", StringComparison.Ordinal) || segment.StartsWith("CUR_", StringComparison.Ordinal);
        Price level = group.Legs.Count > 0 ? Price.FromRupees(decimal.Round(Math.Min(group.Legs[0].Price, 1_000_000_000m), 4)) : Price.Zero;
        bool derivative = counted || option || segment == "EQ_FUT";
        if (!derivative)
        {
            bool share = group.Options.Fund == FundKind.None;
            return new TradeContract(null, share, Given(share ? Specs.StockTick(group.Date, level) : new Price(500)), !share, long.MaxValue);
        }
        string? underlying = Named(group.Instrument.ToUpperInvariant(), counted);
        bool index = underlying is not null && !counted && ProgramData.Expiries(ProgramData.Calendar).Names(underlying);
        UnderlyingClass kind = segment[0] != 'C' ? index || underlying is null ? UnderlyingClass.Index : UnderlyingClass.Stock
            : segment.StartsWith("CUR_", StringComparison.Ordinal) ? UnderlyingClass.Currency : UnderlyingClass.Commodity;
        string name = underlying ?? "";
        // Of a stock option's underlying the price is not known: the coarsest tick.
        Price tick = option ? Specs.OptionTick(name, kind, group.Date, Price.Zero) : Specs.FutureTick(name, kind, group.Date, underlying is null ? Price.Zero : level);
        long largest = underlying is null ? 0 : Specs.LargestOrder(underlying, group.Date) * (counted ? Specs.Multiplier(underlying, group.Date) : 1L);
        return new TradeContract(
            underlying, kind == UnderlyingClass.Stock, Given(tick), underlying is null && kind != UnderlyingClass.Currency && group.Options.Tick is null,
            largest > 0 ? largest : long.MaxValue);

        Price Given(Price known) => group.Options.Tick is { } rupees ? Price.FromRupees(decimal.Round(rupees, 4)) : known;
    }

    /// <summary>Checks quantity and prices of a trade against the facts; a stock is only warned about.</summary>
    /// <param name="checkLot">False where the caller gave the lot.</param>
    /// <exception cref="UsageException">Not in lots, or off the tick; with the remedy.</exception>
    public void Check(TradeGroup group, bool checkLot)
    {
        if (Underlying is null) return;
        bool units = group.Segment.StartsWith("EQ_", StringComparison.OrdinalIgnoreCase);
        long[] lots = units ? [.. ExpiryDays.Select(d => (long)Specs.Lot(Underlying, group.Date.AddDays(d))).Distinct()] : [Specs.Multiplier(Underlying, group.Date)];
        if (checkLot && !lots.Any(lot => group.Legs.All(l => l.Units % lot == 0)))
            Say(FormattableString.Invariant($"{group.Legs.First(l => lots.All(lot => l.Units % lot != 0) || l.Units % lots[0] != 0).Units} units are not in lots of {string.Join(" or ", lots)} ({Underlying}, data/contract-specs.csv); give whole lots, or the lot with --lot N"));
        if (group.Options.Tick is null && !TickAssumed && group.Legs.FirstOrDefault(l => l.Kind is LegKind.Buy or LegKind.Sell && l.Price % Tick.ToDecimal() != 0) is { } off)
            Say(FormattableString.Invariant($"price {off.Price} is off the tick of {Tick.ToDecimal():0.####} ({Underlying}, data/contract-specs.csv); give a multiple of it, or the tick with --options tick=0.01"));

        void Say(string problem)
        {
            if (!IsStock) throw new UsageException(problem);
            Terminal.Say(problem);
        }
    }

    /// <summary>The known underlying that an instrument's name begins with: <c>NIFTY option</c>, <c>CRUDEOIL26NOVFUT</c>, <c>SENSEX 50</c>.</summary>
    private static string? Named(string instrument, bool counted)
    {
        string[] words = instrument.Split([' ', '_'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        if (words.Length > 1 && Known(words[0] + words[1])) return words[0] + words[1];
        if (Known(words[0])) return words[0];
        int digit = words[0].AsSpan().IndexOfAnyInRange('0', '9');
        // Glued, Sensex 50 and a contract of Sensex look alike.
        return digit > 0 && Known(words[0][..digit]) && !words[0].StartsWith("SENSEX50", StringComparison.Ordinal) ? words[0][..digit] : null;

        bool Known(string name) => counted ? Specs.HasMultiplier(name) : Specs.HasLot(name);
    }
}
