using Astra.Core;

namespace Astra.Host.Tests;

/// <summary>Remembers what left; a hook may hold or break it.</summary>
internal sealed class RecordingEffect : IEffect
{
    private readonly List<OutboundEvent> _events = [];
    private int _flushed;

    public Action<OutboundEvent>? BeforeEvent { get; set; }

    public int Count
    {
        get
        {
            lock (_events) return _events.Count;
        }
    }

    public List<OutboundEvent> Events
    {
        get
        {
            lock (_events) return [.. _events];
        }
    }

    /// <summary>Events that a batch end has followed.</summary>
    public int Flushed => Volatile.Read(ref _flushed);

    public void OnEvent(in OutboundEvent e)
    {
        BeforeEvent?.Invoke(e);
        lock (_events) _events.Add(e);
    }

    public void OnBatchEnd() => Volatile.Write(ref _flushed, Count);
}
