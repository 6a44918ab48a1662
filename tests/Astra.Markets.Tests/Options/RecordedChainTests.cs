using System.Globalization;

namespace Astra.Markets.Tests;

/// <summary>Recorded NIFTY chains of an expiry day: last traded prices once a minute, no bid or ask, some prints hours old.</summary>
public class RecordedChainTests
{
    private const double Rate = 0.065;
    private static readonly DateOnly Day = new(2026, 8, 18);

    private readonly ITestOutputHelper _output;

    public RecordedChainTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public void An_expiry_day_solves_to_a_forward_near_spot_and_a_smile()
    {
        int[] counts = new int[Enum.GetValues<ImpliedStatus>().Length];
        int snapshots = 0, liquid = 0, mostSteps = 0;
        double worstPrice = 0;
        List<double> basis = [];
        Timestamp close = ProjectCalendar.Instance.LastClose([Segment.NseDerivatives], Day)!.Value;
        Assert.Equal(Ist.At(Day, new TimeOnly(15, 40)), close);
        foreach (Snapshot s in Snapshots())
        {
            double years = YearFraction.Between(s.At, close);
            snapshots++;
            Assert.True(s.Chain.TrySyntheticForward(s.Quotes, years, Rate, out SyntheticForward forward, s.Spot), s.At.ToString());
            basis.Add(Math.Abs(forward.Forward - s.Spot));
            ImpliedVolatility[] smile = new ImpliedVolatility[s.Chain.Count];
            s.Chain.ImpliedVolatilities(s.Quotes, forward.Forward, years, Rate, smile);
            int atm = s.Chain.AtTheMoney(forward.Forward);
            for (int i = 0; i < smile.Length; i++)
            {
                counts[(int)smile[i].Status]++;
                mostSteps = Math.Max(mostSteps, smile[i].Steps);
                if (Math.Abs(i - atm) > 5) continue;
                // Six strikes either side trade millions a day: each has a volatility, and it gives the price back.
                liquid++;
                Assert.True(smile[i].IsOk, $"{s.At} {s.Chain.Strikes[i]}: {smile[i]}");
                Assert.InRange(smile[i].Volatility, 0.02, 1.5);
                OptionRight right = s.Chain.Strikes[i].Rupees < forward.Forward ? OptionRight.Put : OptionRight.Call;
                Assert.True(s.Chain.TryMark(s.Quotes, i, right, out double price));
                double back = new Black76Option(right, forward.Forward, s.Chain.Strikes[i].Rupees, years, Rate).Price(smile[i].Volatility);
                worstPrice = Math.Max(worstPrice, Math.Abs(back / price - 1));
            }
            // Wings above the middle: five strikes out, either side.
            Assert.True(smile[atm - 5].Volatility > smile[atm].Volatility && smile[atm + 5].Volatility > smile[atm].Volatility, s.At.ToString());
        }
        for (int i = 0; i < counts.Length; i++) _output.WriteLine(OptionGrid.Line($"{(ImpliedStatus)i}: {counts[i]}"));
        basis.Sort();
        _output.WriteLine(OptionGrid.Line(
            $"{snapshots} snapshots, {liquid} liquid strikes, forward from spot: median {basis[basis.Count / 2]:F2}, worst {basis[^1]:F2}, price back to {worstPrice:E1}, at most {mostSteps} steps"));
        Assert.Equal(288, snapshots);
        // Spot, call and put are not from the same second, and the index moves 50 points in the worst minute.
        Assert.True(basis[basis.Count / 2] < 10 && basis[^1] < 75);
        Assert.True(worstPrice < 1e-13);
        Assert.True(counts[(int)ImpliedStatus.Ok] > 15_000);
        Assert.Equal(0, counts[(int)ImpliedStatus.InvalidInput] + counts[(int)ImpliedStatus.AboveMaximum] + counts[(int)ImpliedStatus.Expired]);
    }

    private static IEnumerable<Snapshot> Snapshots()
    {
        List<(OptionRow Row, Price Last)> rows = [];
        string? at = null;
        double spot = 0;
        foreach (string[] cells in SharedData.Rows("options/nifty_chain_1m_2026-08-18.csv.gz"))
        {
            if (cells[2] != "2026-08-18") continue;
            if (at is not null && cells[0] != at)
            {
                yield return Of(at, spot, rows);
                rows.Clear();
            }
            at = cells[0];
            spot = double.Parse(cells[5], CultureInfo.InvariantCulture);
            OptionRight right = cells[4] == "CE" ? OptionRight.Call : OptionRight.Put;
            rows.Add((new OptionRow(Rupees(cells[3]), right, rows.Count), Rupees(cells[6])));
        }
        if (at is not null) yield return Of(at, spot, rows);
    }

    private static Snapshot Of(string at, double spot, List<(OptionRow Row, Price Last)> rows) => new(
        Ist.At(Day, TimeOnly.ParseExact(at[11..19], "HH:mm:ss", CultureInfo.InvariantCulture)), spot,
        OptionChain.Of("NIFTY", Day, rows.Select(r => r.Row).ToArray()), [.. rows.Select(r => new OptionQuote(Price.Zero, Price.Zero, r.Last))]);

    private static Price Rupees(string text) => Price.FromRupees(decimal.Parse(text, CultureInfo.InvariantCulture));

    private sealed record Snapshot(Timestamp At, double Spot, OptionChain Chain, OptionQuote[] Quotes);
}
