using System.Globalization;
using Astra.Markets;

namespace Astra.Research.Tuning;

/// <summary>What a parameter's values are.</summary>
public enum ParameterKind : byte
{
    /// <summary>A number in a range, in steps if any are given.</summary>
    Number = 0,
    Whole = 1,
    /// <summary>One of named choices; its value is the choice's index.</summary>
    Choice = 2,
}

/// <summary>
/// One dimension of a search. Samplers work on its unit coordinate, 0 to 1, in which a step or a whole number is a cell of equal width (equal in
/// the logarithm where that was asked for) whose middle stands for it.
/// </summary>
public sealed record SearchParameter
{
    private SearchParameter(string name, ParameterKind kind) => (Name, Kind) = (name, kind);

    public string Name { get; }

    public ParameterKind Kind { get; }

    public double Low { get; private init; }

    public double High { get; private init; }

    /// <summary>Equal ratios are equally far apart.</summary>
    public bool Log { get; private init; }

    /// <summary>Distance of allowed values; 0 where all numbers are. Always 1 for whole numbers on a logarithmic scale.</summary>
    public double Step { get; private init; }

    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>The choice on which this parameter depends; null when it always applies.</summary>
    public string? Parent { get; private init; }

    /// <summary>Choices of the parent with which it applies.</summary>
    public IReadOnlyList<string> ParentChoices { get; private init; } = [];

    /// <summary>How many values there are; 0 = a continuum.</summary>
    public long Count =>
        Kind == ParameterKind.Choice ? Choices.Count : Step == 0 ? 0 : (long)Math.Floor((High - Low) / Step + 1e-9) + 1;

    /// <exception cref="ArgumentException">The range is empty, or has no logarithm.</exception>
    public static SearchParameter Number(string name, double low, double high, bool log = false, double step = 0)
    {
        RequireRange(name, low, high, log);
        if (!(step >= 0) || (step > 0 && log)) throw new ArgumentException($"{name}: a step is a positive number, and none on a logarithmic scale", nameof(step));
        return new(name, ParameterKind.Number) { Low = low, High = high, Log = log, Step = step };
    }

    /// <exception cref="ArgumentException">The range is empty, has no logarithm, or is not of whole numbers.</exception>
    public static SearchParameter Whole(string name, long low, long high, bool log = false, long step = 1)
    {
        RequireRange(name, low, high, log);
        if (step < 1 || (log && step != 1)) throw new ArgumentException($"{name}: a step is 1 or more, and 1 on a logarithmic scale", nameof(step));
        return new(name, ParameterKind.Whole) { Low = low, High = high, Log = log, Step = step };
    }

    /// <exception cref="ArgumentException">No choices, or one twice.</exception>
    public static SearchParameter Choice(string name, params string[] choices)
    {
        if (choices.Length == 0 || choices.Distinct().Count() != choices.Length) throw new ArgumentException($"{name}: give one or more choices, each once", nameof(choices));
        return new(name, ParameterKind.Choice) { High = choices.Length - 1, Step = 1, Choices = choices };
    }

    /// <summary>The same, but applying only while the choice <paramref name="parent"/> is one of these.</summary>
    public SearchParameter When(string parent, params string[] choices) => this with { Parent = parent, ParentChoices = choices };

    /// <summary>A value at a unit coordinate.</summary>
    public double FromUnit(double u)
    {
        long count = Count;
        if (count == 0) return Math.Clamp(Log ? PinnedMath.Exp(PinnedMath.Log(Low) + u * (PinnedMath.Log(High) - PinnedMath.Log(Low))) : Low + u * (High - Low), Low, High);
        if (Log) return Math.Clamp(Math.Round(PinnedMath.Exp(PinnedMath.Log(Low - 0.5) + u * LogWidth)), Low, High);
        long cell = Math.Clamp((long)(u * count), 0, count - 1);
        return Low + cell * Step;
    }

    /// <summary>The unit coordinate that stands for a value.</summary>
    public double ToUnit(double value)
    {
        long count = Count;
        if (count == 0)
            return High == Low ? 0.5 : Math.Clamp(Log ? (PinnedMath.Log(value) - PinnedMath.Log(Low)) / (PinnedMath.Log(High) - PinnedMath.Log(Low)) : (value - Low) / (High - Low), 0, 1);
        return Log ? (PinnedMath.Log(value) - PinnedMath.Log(Low - 0.5)) / LogWidth : (Math.Round((value - Low) / Step) + 0.5) / count;
    }

    /// <summary>In range, and a step where there are steps.</summary>
    public bool Allows(double value) =>
        value >= Low && value <= High && (Step == 0 || Math.Abs((value - Low) / Step - Math.Round((value - Low) / Step)) < 1e-9);

    /// <summary>For people: a choice by its name.</summary>
    public string Text(double value) =>
        double.IsNaN(value) ? "" : Kind == ParameterKind.Choice ? Choices[(int)value] : value.ToString(CultureInfo.InvariantCulture);

    private double LogWidth => PinnedMath.Log(High + 0.5) - PinnedMath.Log(Low - 0.5);

    private static void RequireRange(string name, double low, double high, bool log)
    {
        if (!(double.IsFinite(low) && double.IsFinite(high) && low <= high)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}: {low} to {high} is no range"));
        if (log && low <= 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}: a logarithmic range begins above 0, not at {low}"));
    }
}
