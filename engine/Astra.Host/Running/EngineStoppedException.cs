namespace Astra.Host;

/// <summary>The engine accepts no more events: it was stopped, is draining, or failed (<see cref="Fault"/>).</summary>
public sealed class EngineStoppedException : Exception
{
    public EngineStoppedException(string reason) : base(reason) { }

    public EngineStoppedException(EngineFault fault) : base($"the engine stopped because {fault}", fault.Exception) => Fault = fault;

    /// <summary>Null when the engine was stopped on purpose.</summary>
    public EngineFault? Fault { get; }
}
