using System.Diagnostics.CodeAnalysis;
using Astra.Core;

namespace Astra.Host.Tests;

internal sealed class MemorySnapshots : ISnapshotStore
{
    private readonly SortedDictionary<long, byte[]> _states = [];

    /// <summary>Runs at the start of each save; may wait or throw.</summary>
    public Action<long>? BeforeSave { get; set; }

    /// <summary>Runs on the snapshot thread once a snapshot is stored; may throw.</summary>
    public Action<long>? AfterSave { get; set; }

    public void Save(long sequence, ReadOnlySpan<byte> state)
    {
        BeforeSave?.Invoke(sequence);
        lock (_states) _states[sequence] = state.ToArray();
        AfterSave?.Invoke(sequence);
    }

    public IReadOnlyList<long> List()
    {
        lock (_states) return [.. _states.Keys];
    }

    public bool TryLoad(long atMost, out long sequence, [NotNullWhen(true)] out byte[]? state)
    {
        lock (_states)
        {
            sequence = _states.Keys.LastOrDefault(key => key <= atMost, -1);
            return _states.TryGetValue(sequence, out state);
        }
    }
}
