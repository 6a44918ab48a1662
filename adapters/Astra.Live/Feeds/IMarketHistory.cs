using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>A vendor's finished bars, for warm-up and for minutes that a feed has missed.</summary>
public interface IMarketHistory
{
    /// <summary>
    /// Bars of an interval that the core knows (1, 3, 5, 10, 15, 30, 60 minutes) that start in [<paramref name="from"/>, <paramref name="to"/>), oldest first, without the
    /// running one, each once. A period without trades has none; an instrument without history gives an empty list. Keeps the vendor's limits by waiting.
    /// </summary>
    /// <exception cref="VendorException">The vendor refused or stayed silent, after retries.</exception>
    Task<IReadOnlyList<HistoryBar>> BarsAsync(FeedInstrument instrument, int minutes, Timestamp from, Timestamp to, CancellationToken stop);
}
