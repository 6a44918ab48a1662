namespace Astra.Host;

/// <summary>Why the door is closed.</summary>
internal sealed record StopReason(string Text, EngineFault? Fault = null)
{
    public EngineStoppedException ToException() => Fault is null ? new EngineStoppedException(Text) : new EngineStoppedException(Fault);
}
