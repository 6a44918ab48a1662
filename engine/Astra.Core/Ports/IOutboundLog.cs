namespace Astra.Core;

/// <summary>The record of what left the process, kept after the gate. On recovery the core says it all again and the log takes only what it lacks.</summary>
public interface IOutboundLog : IDisposable
{
    /// <summary>Last outbound sequence stored, -1 when none.</summary>
    long LastSequence { get; }

    void Append(ref OutboundEvent e);

    /// <summary>Hands what was appended to the operating system; durable with the next sync.</summary>
    void Commit();

    /// <summary>Waits until everything committed is on the disk. May be called from another thread than the writer's.</summary>
    void Sync();
}
