using Astra.Markets;

namespace Astra.Indicators;

/// <summary>One level of a book's side; a quantity of 0 is a level that is not there.</summary>
public readonly record struct BookLevel(Price Price, long Quantity);

/// <summary>An indicator of the order book, fed at every change of it.</summary>
public interface IBookIndicator : IStateful
{
    bool IsReady { get; }

    /// <summary>The main figure; always finite, and 0 until <see cref="IsReady"/>.</summary>
    double Value { get; }

    /// <summary>Levels from best to worst; levels beyond those looked at, and sides shorter than that, do no harm.</summary>
    void Update(ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks);
}
