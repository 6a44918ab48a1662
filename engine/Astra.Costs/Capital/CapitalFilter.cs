using System.Diagnostics.CodeAnalysis;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// Which instruments a capital can trade, with the reason. Look the terms up once a day and instrument and check them per order; or check one,
/// or a whole market, at once. Nothing here allocates, except the words of a problem.
/// </summary>
public sealed class CapitalFilter(MarginBook margins, CapitalRules rules)
{
    /// <summary>The terms of an instrument held as a product on a day; otherwise a <paramref name="problem"/> that names what is missing.</summary>
    public bool TryResolve(Instrument instrument, Product product, DateOnly day, out CapitalTerms terms, [NotNullWhen(false)] out string? problem)
    {
        terms = default;
        if (!margins.TryResolve(instrument, product, day, out MarginTerms margin, out CapitalClass kind, out problem)) return false;
        if (rules.Find(kind, day) is not { } rule)
        {
            problem = $"capital-rules.csv has no row for {CapitalRules.Classes[(int)kind]} that is in force on {day:yyyy-MM-dd}; add one that covers the date";
            return false;
        }
        terms = new CapitalTerms(instrument, margin, rule);
        return true;
    }

    /// <summary>Whether a capital can buy one lot of an instrument on a day.</summary>
    public Feasibility Check(Instrument instrument, Product product, Money capital, Price last, Price underlying, DateOnly day)
    {
        if (!instrument.Tradable) return new Feasibility(FeasibilityReason.NotTradable, Money.Zero, capital);
        if (instrument.Expiry < day) return new Feasibility(FeasibilityReason.Expired, Money.Zero, capital);
        return TryResolve(instrument, product, day, out CapitalTerms terms, out _)
            ? terms.CheckLot(capital, last, underlying)
            : new Feasibility(FeasibilityReason.NoTerms, Money.Zero, capital);
    }

    /// <summary>Checks one lot of each instrument; returns how many are feasible.</summary>
    /// <param name="last">Price of each instrument; zero: not known.</param>
    /// <param name="underlying">Price of what each is on; zero: not known or nothing.</param>
    /// <param name="shares">How shares are held: intraday or delivery. Derivatives ask the same either way.</param>
    /// <param name="results">One for each instrument.</param>
    /// <exception cref="ArgumentException">The spans differ in length: a defect of the caller.</exception>
    public int CheckAll(ReadOnlySpan<Instrument> instruments, ReadOnlySpan<Price> last, ReadOnlySpan<Price> underlying, Product shares,
        Money capital, DateOnly day, Span<Feasibility> results)
    {
        if (last.Length != instruments.Length || underlying.Length != instruments.Length || results.Length != instruments.Length)
            throw new ArgumentException("one price, one underlying price and one result belong to each instrument");
        int feasible = 0;
        for (int i = 0; i < instruments.Length; i++)
        {
            Product product = instruments[i].Kind is InstrumentKind.Equity or InstrumentKind.Etf ? shares : Product.Carry;
            results[i] = Check(instruments[i], product, capital, last[i], underlying[i], day);
            if (results[i].Ok) feasible++;
        }
        return feasible;
    }
}
