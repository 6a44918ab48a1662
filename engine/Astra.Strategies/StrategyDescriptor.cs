using System.Globalization;

namespace Astra.Strategies;

/// <summary>
/// What a strategy is called, what it takes and how to make one. A concrete descriptor anywhere in this assembly that has a constructor
/// without arguments is found by <see cref="StrategyRegistry"/>.
/// </summary>
public abstract class StrategyDescriptor
{
    public const int Figures = 4;

    /// <summary>Registry name: lower case with hyphens, for example <c>macd-rsi</c>. Journaled plans carry it; never rename one.</summary>
    public abstract string Name { get; }

    /// <summary>Other names that the registry takes for it, under the same promise.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    public abstract string Title { get; }

    /// <summary>One or two sentences: when it enters, when it leaves.</summary>
    public abstract string Summary { get; }

    /// <summary>In the order in which <see cref="Create"/> takes their values.</summary>
    public abstract IReadOnlyList<StrategyParameter> Parameters { get; }

    /// <summary>Names of the four figures of a decision.</summary>
    public abstract IReadOnlyList<string> FigureNames { get; }

    /// <summary>Regimes in which it is worth trying.</summary>
    public abstract MarketRegimes Suits { get; }

    /// <summary>Names of the indicators that it computes.</summary>
    public abstract IReadOnlyList<string> Indicators { get; }

    /// <summary>
    /// True for the few that also enter on the first bar of a session, whose close holds the overnight gap. They say every crossing as it comes,
    /// whatever they said before; the others leave the gap alone.
    /// </summary>
    public virtual bool TradesTheOpeningGap => false;

    /// <summary>
    /// Whether all that it says is a side: long, short or out. Only such a strategy can be a member of a hybrid; one that quotes, hedges or
    /// watches other instruments cannot.
    /// </summary>
    public virtual bool TakesSides => Peers.Least == 0;

    /// <summary>The default of every parameter, a new array.</summary>
    public double[] Defaults()
    {
        double[] values = new double[Parameters.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Parameters[i].Default;
        return values;
    }

    /// <summary>Position of a parameter by name, -1 when there is none.</summary>
    public int IndexOf(string parameter)
    {
        for (int i = 0; i < Parameters.Count; i++)
            if (Parameters[i].Name == parameter) return i;
        return -1;
    }

    /// <summary>
    /// The first parameter whose value is out of range, not whole where it must be, or at odds with another; -1 when
    /// <see cref="Create"/> will take them. One value per parameter is expected.
    /// </summary>
    public int FirstInvalid(ReadOnlySpan<double> values)
    {
        if (values.Length != Parameters.Count)
            throw new ArgumentException($"{Name} takes {Parameters.Count} values, {values.Length} were given", nameof(values));
        for (int i = 0; i < values.Length; i++)
            if (!Parameters[i].Allows(values[i])) return i;
        return FirstConflict(values);
    }

    /// <summary>How many other instruments it watches; none by default.</summary>
    public virtual PeerCount Peers => PeerCount.None;

    /// <summary>What about an instrument or its peers it cannot work with (an option is needed, a peer is missing), with the remedy; null when all is well.</summary>
    public virtual string? FirstProblem(StrategyMarket market) =>
        Peers.Allows(market.Peers.Count) ? null : $"{Name} watches {Peers} other instruments, the plan names {market.Peers.Count}";

    /// <summary>A new instance in its empty state.</summary>
    /// <param name="market">What it is for; <see cref="StrategyMarket.Any"/> when left out.</param>
    /// <exception cref="ArgumentException">A value is not allowed, or the market does not fit; ask <see cref="FirstInvalid"/> and <see cref="FirstProblem"/> first where that can happen.</exception>
    public IStrategy Create(ReadOnlySpan<double> values, StrategyMarket? market = null)
    {
        market ??= StrategyMarket.Any;
        int bad = FirstInvalid(values);
        if (bad < 0) return FirstProblem(market) is { } problem ? throw new ArgumentException(problem, nameof(market)) : Build(values, market);
        throw new ArgumentException($"{Name}: {Refusal(values)}", nameof(values));
    }

    /// <summary>Why <see cref="FirstInvalid"/> refuses values, in words: the range that one leaves, or the values it does not go with; null when it takes them.</summary>
    public string? Refusal(ReadOnlySpan<double> values)
    {
        int bad = FirstInvalid(values);
        if (bad < 0) return null;
        StrategyParameter parameter = Parameters[bad];
        return parameter.Allows(values[bad])
            ? string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} = {values[bad]} does not go with {Partners(values, bad)}")
            : string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} = {values[bad]} is not allowed; it ranges over {parameter.Minimum} to {parameter.Maximum}{(parameter.Integer ? ", whole numbers" : "")}");
    }

    /// <summary>The values of which an end of their range would end the conflict; all others where no single one does.</summary>
    private string Partners(ReadOnlySpan<double> values, int bad)
    {
        List<string> partners = [], others = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (i == bad) continue;
            string text = string.Create(CultureInfo.InvariantCulture, $"{Parameters[i].Name} = {values[i]}");
            others.Add(text);
            if (Ends(values, bad, i, Parameters[i].Minimum) || Ends(values, bad, i, Parameters[i].Maximum)) partners.Add(text);
        }
        return string.Join(", ", partners.Count > 0 ? partners : others);
    }

    private bool Ends(ReadOnlySpan<double> values, int bad, int other, double value)
    {
        double[] changed = values.ToArray();
        changed[other] = value;
        int still = FirstInvalid(changed);
        return still < 0 || still > bad;
    }

    /// <summary>Makes the strategy from values that were found valid.</summary>
    protected abstract IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market);

    /// <summary>As <see cref="FirstInvalid"/> for what holds between parameters; every value is in its own range already.</summary>
    protected virtual int FirstConflict(ReadOnlySpan<double> values) => -1;
}
