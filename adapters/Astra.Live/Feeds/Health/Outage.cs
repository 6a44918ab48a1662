using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>A time in which a connection brought nothing.</summary>
/// <param name="Since">This machine's time of the last data before it.</param>
internal readonly record struct Outage(byte Feed, int Connection, Timestamp Since, FeedCause Cause);
