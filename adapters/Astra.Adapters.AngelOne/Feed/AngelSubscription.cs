using Astra.Live;

namespace Astra.Adapters.AngelOne;

/// <summary>One token in one mode: one of the thousand that a socket may hold.</summary>
public readonly record struct AngelSubscription(FeedInstrument Instrument, AngelMode Mode);
