using System.Globalization;
using Astra.Markets;

namespace Astra.Research;

/// <param name="Cells">Combinations that the plan has; more than rows when it was interrupted or some could not be run.</param>
/// <param name="Rows">Best net result first.</param>
/// <param name="Failures">Why combinations could not be run, each reason once.</param>
public sealed record SurveyResult(SurveyPlan Plan, SurveyWork Work, int Cells, IReadOnlyList<SurveyRow> Rows, IReadOnlyList<string> Failures)
{
    private const double Confidence = 0.95;

    public int LosingBeforeCosts => Rows.Count(row => row.Gross < 0);

    public int LosingAfterCosts => Rows.Count(row => row.Net < 0);

    public int GainingBeforeCosts => Rows.Count(row => row.Gross > 0);

    public int LostToCosts => Rows.Count(row => row.Gross > 0 && row.Net < 0);

    /// <summary>Rows that gained less than buying at the split and holding would have, on the same capital.</summary>
    public int BehindHolding => Rows.Count(row => row.Return < row.BuyAndHold);

    /// <summary>Parameter sets that were tried, all rows together.</summary>
    public int Sets => Rows.Sum(row => row.Trials);

    /// <summary>Rows whose result would still stand out had all sets been worthless.</summary>
    public int Convincing => Rows.Count(row => row.Net > 0 && row.DeflatedSharpe >= Confidence);

    /// <summary>What a reader must know first.</summary>
    public string Sentence
    {
        get
        {
            if (Rows.Count == 0) return "Nothing was measured.";
            int gaining = Rows.Count(row => row.Net > 0);
            int idle = Rows.Count(row => row.Trades == 0);
            return string.Create(CultureInfo.InvariantCulture, $"Of {Rows.Count} combinations judged out of sample, {LosingAfterCosts} lose money after costs, {LosingBeforeCosts} of them before any; costs turn {LostToCosts} gains into losses")
                + (idle > 0 ? $", and {idle} never traded" : "")
                + (gaining == 0 ? string.Create(CultureInfo.InvariantCulture, $". None gains, with {Sets:N0} parameter sets tried.") : string.Create(CultureInfo.InvariantCulture, $". {Standing(gaining)} out from luck (deflated Sharpe ratio of 95% or more, given the {Sets:N0} parameter sets that were tried)."));
        }
    }

    private string Standing(int gaining) =>
        gaining == 1 ? $"The one that gains {(Convincing == 1 ? "stands" : "does not stand")}"
        : $"{(Convincing == 0 ? "None" : Convincing.ToString(CultureInfo.InvariantCulture))} of the {gaining} that gain {(Convincing > 1 ? "stand" : "stands")}";

    /// <summary>What a row would have to show; empty where nothing was measured.</summary>
    public string Belief
    {
        get
        {
            if (Rows.Count == 0) return "";
            int days = Rows.Select(row => row.Days).Order().ElementAt(Rows.Count / 2);
            double luck = SharpeStatistics.ExpectedBest(Sets, SurveyRow.Variance(Rows));
            double needed = luck + Normal.Quantile(Confidence) / Math.Sqrt(Math.Max(1, days - 1));
            double year = Math.Sqrt(DailyReturns.DaysPerYear);
            return string.Create(CultureInfo.InvariantCulture, $"To believe a row: among {Sets:N0} worthless sets the best is expected to show a Sharpe ratio of {luck * year:N1} by luck alone (taken as independent and as scattered as the rows are, which is the strict side), so over {days} judged days a row has to show about {needed * year:N1}; ")
                + "and it should gain on other years, with neighbouring parameters, and at twice the slippage. What falls short may be worth another look on new data; it is no reason to trade.";
        }
    }
}
