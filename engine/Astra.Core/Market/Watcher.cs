namespace Astra.Core;

/// <summary>A plan on another instrument that reads this one.</summary>
/// <param name="Book">Which the plan trades.</param>
/// <param name="Peer">Index of this instrument among the plan's peers.</param>
internal readonly record struct Watcher(InstrumentBook Book, PlanRunner Runner, int Peer);
