using System.Diagnostics;
using System.Globalization;
using Astra.Costs;
using Astra.Markets;

namespace Astra.Perf.Micro;

/// <summary>
/// <c>feasible</c>: the capital filter over a market of 100,000 instruments, beside the same question asked in the plain way (LINQ over the rows,
/// decimals). Both must find the same instruments. Medians of interleaved repetitions, after one that is not counted.
/// </summary>
internal static class FeasibleTiming
{
    private const int Instruments = 100_000;
    private const int Repetitions = 31;
    private const double TargetMilliseconds = 20;

    private static readonly DateOnly Day = new(2026, 11, 18);

    public static int Run()
    {
        string rates = Data("margin-rates.csv"), rules = Data("capital-rules.csv");
        CapitalFilter filter = new(MarginBook.Parse(rates), CapitalRules.Parse(rules));
        PlainFilter plain = new(rates, rules);
        (Instrument[] market, Price[] last, Price[] spot) = Market();
        Feasibility[] results = new Feasibility[Instruments];
        Money capital = Money.FromRupees(300_000m);

        double[] ours = new double[Repetitions], peer = new double[Repetitions];
        (int found, int same) = (0, 0);
        long allocated = 0;
        for (int i = -1; i < Repetitions; i++)
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread(), began = Stopwatch.GetTimestamp();
            found = filter.CheckAll(market, last, spot, Product.Intraday, capital, Day, results);
            double mine = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
            began = Stopwatch.GetTimestamp();
            same = plain.CountFeasible(market, last, capital.ToDecimal(), Day);
            if (i >= 0) (ours[i], peer[i]) = (mine, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        Array.Sort(ours);
        Array.Sort(peer);
        double median = ours[Repetitions / 2];
        Line($"capital filter, {Instruments:N0} instruments, {found:N0} feasible, median of {Repetitions}, {Environment.ProcessorCount} cores");
        Line($"astra          {median,8:N2} ms   {median * 1e6 / Instruments,6:N0} ns an instrument   {allocated} bytes   target {TargetMilliseconds:N0} ms: {(median < TargetMilliseconds ? "met" : "MISSED")}");
        Line($"LINQ, decimal  {peer[Repetitions / 2],8:N2} ms   {peer[Repetitions / 2] * 1e6 / Instruments,6:N0} ns an instrument   {same:N0} feasible{(same == found ? "" : ": THEY DIFFER")}");
        return median < TargetMilliseconds && same == found && allocated == 0 ? 0 : 1;
    }

    /// <summary>As an exchange's list is made: two hundred shares and eight indices with three months of futures and options around the spot, and plain shares.</summary>
    private static (Instrument[] Market, Price[] Last, Price[] Spot) Market()
    {
        string[] indices = ["NIFTY", "BANKNIFTY", "FINNIFTY", "MIDCPNIFTY", "NIFTYNXT50", "SENSEX", "BANKEX", "SENSEX50"];
        (List<Instrument> market, List<Price> last, List<Price> spot) = ([], [], []);
        for (int name = 0; market.Count < Instruments; name = (name + 1) % 208)
        {
            bool index = name < indices.Length;
            string underlying = index ? indices[name] : $"SHARE{name}";
            decimal level = index ? 20_000m + 5_000m * name : 100m + 17m * name;
            int lot = index ? 65 : 500;
            for (int month = 0; month < 3 && market.Count < Instruments; month++)
            {
                DateOnly expiry = Day.AddDays(6 + 28 * month);
                if (month == 0 && !index) Add(new Instrument(market.Count, underlying, Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1), level);
                Add(new Instrument(market.Count, $"{underlying}FUT{month}", Segment.NseDerivatives, InstrumentKind.Future, new Price(500), lot, Expiry: expiry) { Underlying = underlying }, level);
                for (int step = -20; step <= 20; step++)
                    foreach (OptionRight right in (OptionRight[])[OptionRight.Call, OptionRight.Put])
                        Add(new Instrument(market.Count, $"{underlying}{month}{step}{right}", Segment.NseDerivatives, InstrumentKind.Option, new Price(500), lot, Expiry: expiry)
                        {
                            Underlying = underlying, Strike = Price.FromRupees(decimal.Round(level * (1 + 0.01m * step), 2)), Right = right,
                        }, decimal.Round(level * 0.02m * (1 + Math.Abs(step)) / 4, 2));
            }

            void Add(Instrument instrument, decimal price)
            {
                if (market.Count >= Instruments) return;
                market.Add(instrument);
                last.Add(Price.FromRupees(price));
                spot.Add(Price.FromRupees(level));
            }
        }
        return ([.. market], [.. last], [.. spot]);
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
